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
        self.pixels[y * self.size[0] + x].to_array().map(f32::from)
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
        std::array::from_fn(|i| {
            let upper = a[i] + (b[i] - a[i]) * fx;
            let lower = c[i] + (d[i] - c[i]) * fx;
            upper + (lower - upper) * fy
        })
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
        let sub = SUB as i64;
        let left = (p.iter().map(|p| p[0]).min().unwrap_or(0).div_euclid(sub)).max(clip[0]);
        let top = (p.iter().map(|p| p[1]).min().unwrap_or(0).div_euclid(sub)).max(clip[1]);
        let right = (p.iter().map(|p| p[0]).max().unwrap_or(0).div_euclid(sub) + 1).min(clip[2]);
        let bottom = (p.iter().map(|p| p[1]).max().unwrap_or(0).div_euclid(sub) + 1).min(clip[3]);
        let edges = [[1, 2], [2, 0], [0, 1]]
            .map(|[a, b]: [usize; 2]| (p[a], p[b], i64::from(!top_left(p[a], p[b]))));
        let flat = flat_colour(&corners, texture);
        for y in top..bottom {
            for x in left..right {
                let centre = [x * sub + sub / 2, y * sub + sub / 2];
                let weights = edges.map(|(a, b, bias)| (cross(a, b, centre), bias));
                if weights.iter().any(|(weight, bias)| weight - bias < 0) {
                    continue;
                }
                let source = flat.unwrap_or_else(|| {
                    shade(
                        &corners,
                        weights.map(|(weight, _)| weight as f32 / area as f32),
                        texture,
                    )
                });
                self.blend(x as usize, y as usize, source);
            }
        }
    }

    fn blend(&mut self, x: usize, y: usize, source: [f32; 4]) {
        let pixel = &mut self.pixels[y * self.width + x];
        let rest = 1.0 - source[3] / 255.0;
        for (target, source) in pixel.iter_mut().zip(source) {
            *target = (source + f32::from(*target) * rest)
                .round()
                .clamp(0.0, 255.0) as u8;
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

/// The colour of a triangle that has one colour all over, the common case.
fn flat_colour(corners: &[Vertex; 3], texture: &Texture) -> Option<[f32; 4]> {
    let first = corners[0];
    let same = corners
        .iter()
        .all(|v| v.color == first.color && v.uv == first.uv);
    same.then(|| shade(corners, [1.0, 0.0, 0.0], texture))
}

/// The colour at a point of a triangle, channels from 0 to 255.
fn shade(corners: &[Vertex; 3], weights: [f32; 3], texture: &Texture) -> [f32; 4] {
    let mix = |of: &dyn Fn(&Vertex) -> f32| -> f32 {
        corners.iter().zip(weights).map(|(v, w)| of(v) * w).sum()
    };
    let texel = texture.sample(mix(&|v| v.uv.x), mix(&|v| v.uv.y));
    std::array::from_fn(|i| mix(&|v| f32::from(v.color.to_array()[i])) * texel[i] / 255.0)
}
