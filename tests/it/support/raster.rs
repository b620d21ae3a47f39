//! A renderer for egui's meshes that needs no graphics card, no driver and no display.
//!
//! It draws what the real renderers draw: premultiplied colours blended in gamma space, triangles filled
//! by the top-left rule at pixel centres, textures sampled bilinearly, everything cut at the clip
//! rectangle. Positions are rounded to 1/256 of a pixel, so that edges meet without gaps.

use std::collections::HashMap;

use eframe::egui::epaint::{ImageData, ImageDelta, Primitive, Vertex};
use eframe::egui::{Color32, Context, FullOutput, Mesh, Rect, TextureId, TexturesDelta};
use egui_kittest::TestRenderer;

/// Fractions of a pixel that positions are rounded to.
const SUB: f32 = 256.0;

/// The renderer: the textures it was given.
#[derive(Default)]
pub(crate) struct Raster {
    textures: HashMap<TextureId, Texture>,
}

struct Texture {
    size: [usize; 2],
    pixels: Vec<Color32>,
}

impl TestRenderer for Raster {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, images) in delta.set.drain() {
            for image in images {
                self.update(id, &image);
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<image::RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let mut canvas = Canvas::new(size.x.round() as usize, size.y.round() as usize);
        for clipped in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = &clipped.primitive else {
                return Err("a paint callback cannot be drawn without a graphics card".to_owned());
            };
            let texture = self
                .textures
                .get(&mesh.texture_id)
                .ok_or("a mesh without its texture")?;
            canvas.mesh(mesh, texture, clipped.clip_rect, scale);
        }
        canvas.finish()
    }
}

impl Raster {
    fn update(&mut self, id: TextureId, delta: &ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        let Some([left, top]) = delta.pos else {
            self.textures.insert(
                id,
                Texture {
                    size: image.size,
                    pixels: image.pixels.clone(),
                },
            );
            return;
        };
        if let Some(texture) = self.textures.get_mut(&id) {
            for (row, line) in image.pixels.chunks_exact(image.width()).enumerate() {
                let at = (top + row) * texture.size[0] + left;
                texture.pixels[at..at + line.len()].copy_from_slice(line);
            }
        }
    }
}

impl Texture {
    fn texel(&self, x: isize, y: isize) -> [f32; 4] {
        let x = x.clamp(0, self.size[0] as isize - 1) as usize;
        let y = y.clamp(0, self.size[1] as isize - 1) as usize;
        let [r, g, b, a] = self.pixels[y * self.size[0] + x].to_array();
        [f32::from(r), f32::from(g), f32::from(b), f32::from(a)]
    }

    /// Bilinear sample at `u`, `v` from 0 to 1; channels from 0 to 255.
    fn sample(&self, u: f32, v: f32) -> [f32; 4] {
        let x = u * self.size[0] as f32 - 0.5;
        let y = v * self.size[1] as f32 - 0.5;
        let (left, top) = (x.floor(), y.floor());
        let (fx, fy) = (x - left, y - top);
        let (left, top) = (left as isize, top as isize);
        let [a, b] = [self.texel(left, top), self.texel(left + 1, top)];
        let [c, d] = [self.texel(left, top + 1), self.texel(left + 1, top + 1)];
        let mut mixed = [0.0; 4];
        let mut i = 0;
        while i < 4 {
            let upper = a[i] + (b[i] - a[i]) * fx;
            let lower = c[i] + (d[i] - c[i]) * fx;
            mixed[i] = upper + (lower - upper) * fy;
            i += 1;
        }
        mixed
    }
}

/// Premultiplied pixels, row by row.
struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 4]>,
}

/// The pixels that a clip rectangle leaves: left, top, right, bottom, the last two outside.
type Clip = [i64; 4];

impl Canvas {
    fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            pixels: vec![[0; 4]; width * height],
        }
    }

    fn mesh(&mut self, mesh: &Mesh, texture: &Texture, clip: Rect, scale: f32) {
        let edge = |value: f32, most: usize| (value * scale).round().clamp(0.0, most as f32) as i64;
        let clip = [
            edge(clip.min.x, self.width),
            edge(clip.min.y, self.height),
            edge(clip.max.x, self.width),
            edge(clip.max.y, self.height),
        ];
        for corner in mesh.indices.chunks_exact(3) {
            let triangle = [0, 1, 2].map(|i| mesh.vertices[corner[i] as usize]);
            self.triangle(triangle, texture, clip, scale);
        }
    }

    fn triangle(&mut self, mut corners: [Vertex; 3], texture: &Texture, clip: Clip, scale: f32) {
        let place = |v: &Vertex| {
            [
                (v.pos.x * scale * SUB).round() as i64,
                (v.pos.y * scale * SUB).round() as i64,
            ]
        };
        let mut p = [place(&corners[0]), place(&corners[1]), place(&corners[2])];
        let mut area = cross(p[0], p[1], p[2]);
        if area == 0 {
            return;
        }
        if area < 0 {
            corners.swap(1, 2);
            p.swap(1, 2);
            area = -area;
        }
        let bounds = pixel_bounds(&p, clip);
        let sub = SUB as i64;
        let edges = [
            Edge::new(p[1], p[2], bounds),
            Edge::new(p[2], p[0], bounds),
            Edge::new(p[0], p[1], bounds),
        ];
        let flat = flat_colour(&corners, texture);
        for y in bounds[1]..bounds[3] {
            let row = (y - bounds[1]) * sub;
            let mut at = [
                edges[0].at_row(row),
                edges[1].at_row(row),
                edges[2].at_row(row),
            ];
            let mut entered = false;
            for x in bounds[0]..bounds[2] {
                let inside =
                    at[0] >= edges[0].least && at[1] >= edges[1].least && at[2] >= edges[2].least;
                if inside {
                    entered = true;
                    let source = match flat {
                        Some(colour) => colour,
                        None => shade(&corners, at, area, texture),
                    };
                    self.blend(x as usize, y as usize, source);
                } else if entered {
                    break;
                }
                at[0] += edges[0].step_x;
                at[1] += edges[1].step_x;
                at[2] += edges[2].step_x;
            }
        }
    }

    fn blend(&mut self, x: usize, y: usize, source: [f32; 4]) {
        let pixel = &mut self.pixels[y * self.width + x];
        if source[3] >= 255.0 {
            *pixel = [source[0] as u8, source[1] as u8, source[2] as u8, 255];
            return;
        }
        let rest = 1.0 - source[3] / 255.0;
        let mut channel = 0;
        while channel < 4 {
            let mixed = source[channel] + f32::from(pixel[channel]) * rest;
            pixel[channel] = (mixed + 0.5).min(255.0) as u8;
            channel += 1;
        }
    }

    fn finish(self) -> Result<image::RgbaImage, String> {
        let bytes = self
            .pixels
            .iter()
            .flat_map(|&[r, g, b, a]| {
                Color32::from_rgba_premultiplied(r, g, b, a).to_srgba_unmultiplied()
            })
            .collect();
        image::RgbaImage::from_raw(self.width as u32, self.height as u32, bytes)
            .ok_or_else(|| "wrong size".to_owned())
    }
}

/// Twice the signed area of a triangle.
fn cross(a: [i64; 2], b: [i64; 2], c: [i64; 2]) -> i64 {
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

/// Whether an edge is a top or a left one, which owns the pixels whose centre lies on it.
fn top_left(a: [i64; 2], b: [i64; 2]) -> bool {
    (a[1] == b[1] && b[0] > a[0]) || b[1] < a[1]
}

/// The pixels that a triangle may cover.
fn pixel_bounds(p: &[[i64; 2]; 3], clip: Clip) -> Clip {
    let sub = SUB as i64;
    let least = |axis: usize| p[0][axis].min(p[1][axis]).min(p[2][axis]).div_euclid(sub);
    let most = |axis: usize| p[0][axis].max(p[1][axis]).max(p[2][axis]).div_euclid(sub) + 1;
    [
        least(0).max(clip[0]),
        least(1).max(clip[1]),
        most(0).min(clip[2]),
        most(1).min(clip[3]),
    ]
}

/// One edge of a triangle as a function that grows by a fixed step from pixel to pixel.
struct Edge {
    first: i64,
    step_x: i64,
    slope: i64,
    least: i64,
}

impl Edge {
    fn new(a: [i64; 2], b: [i64; 2], bounds: Clip) -> Self {
        let sub = SUB as i64;
        let centre = [bounds[0] * sub + sub / 2, bounds[1] * sub + sub / 2];
        Self {
            first: cross(a, b, centre),
            step_x: (a[1] - b[1]) * sub,
            slope: b[0] - a[0],
            least: i64::from(!top_left(a, b)),
        }
    }

    fn at_row(&self, below: i64) -> i64 {
        self.first + self.slope * below
    }
}

/// The colour of a triangle that has one colour all over, the common case.
fn flat_colour(corners: &[Vertex; 3], texture: &Texture) -> Option<[f32; 4]> {
    let first = corners[0];
    let same = corners
        .iter()
        .all(|v| v.color == first.color && v.uv == first.uv);
    same.then(|| shade(corners, [1, 0, 0], 1, texture))
}

/// The colour at a point of a triangle, channels from 0 to 255. Written without closures, because it is
/// called for every pixel and tests are built without optimisation.
fn shade(corners: &[Vertex; 3], weights: [i64; 3], area: i64, texture: &Texture) -> [f32; 4] {
    let (mut u, mut v) = (0.0, 0.0);
    let mut colour = [0.0_f32; 4];
    let mut corner = 0;
    while corner < 3 {
        let weight = weights[corner] as f32 / area as f32;
        let vertex = &corners[corner];
        u += vertex.uv.x * weight;
        v += vertex.uv.y * weight;
        let own = vertex.color.to_array();
        colour[0] += f32::from(own[0]) * weight;
        colour[1] += f32::from(own[1]) * weight;
        colour[2] += f32::from(own[2]) * weight;
        colour[3] += f32::from(own[3]) * weight;
        corner += 1;
    }
    if u == 0.0 && v == 0.0 {
        return colour;
    }
    let texel = texture.sample(u, v);
    [
        colour[0] * texel[0] / 255.0,
        colour[1] * texel[1] / 255.0,
        colour[2] * texel[2] / 255.0,
        colour[3] * texel[3] / 255.0,
    ]
}
