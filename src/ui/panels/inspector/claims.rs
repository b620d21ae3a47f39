//! The claims on an event by field: the head of a field with how its claims stand together, whom they go
//! back to, and a row for each claim.

use eframe::egui::{Align, Color32, Key, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::accounts::{Account, ByField, FieldRows, OriginRow, standing_words};
use super::fields::remark;
use super::panel::Panel;
use super::rows::{Leads, REACH, row_box};
use crate::app::{Command, Pane};
use crate::evidence::matrix::Mark;
use crate::model::{EventId, Kind};
use crate::query::field_term;
use crate::ui::claim_card::{mark_ink, sign_look};
use crate::ui::icons;
use crate::ui::theme::{Theme, Type, height, radius, space};
use crate::ui::widgets::{Grade, divider, paint, tooltip};

/// From the left edge of a row to its words, past the sign.
pub(super) const WORDS_LEFT: f32 = icons::NORMAL + space::S;
/// The part of a field's head that its name may take where other words stand beside it.
const NAME_PART: f32 = 0.5;

impl Panel<'_> {
    /// What is said of the event, by field.
    pub(super) fn by_field(&mut self, ui: &mut Ui, event: EventId, said: &ByField) {
        self.days(ui, said);
        for field in &said.fields {
            self.field_head(ui, field);
            for claim in &field.claims.rows {
                self.account(ui, field, claim);
            }
            let more = field.claims.n_more();
            if more > 0 && self.and_more(ui, more, "Show all claims on this event") {
                let title = self.project.label(event.into());
                self.ctx.send(Command::Search(field_term("event", &title)));
                self.ctx.send(Command::Show(Pane::Table(Kind::Claim)));
            }
            divider(ui);
            self.assessed(ui, event, field);
            ui.add_space(space::XS);
        }
    }

    /// The name of the field, how many say something, and how that stands together.
    fn field_head(&mut self, ui: &mut Ui, field: &FieldRows) {
        let theme = Theme::of(ui);
        let size = vec2(ui.available_width(), height::FIELD_ROW);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let standing = standing_words(field.standing);
        response.widget_info(|| {
            let word = standing.trim_start_matches(['≠', '≈', '=', '·', '?', ' ']);
            let name = format!("{}: {word}", field.head);
            WidgetInfo::labeled(Role::Heading, true, name)
        });
        let ink = mark_ink(theme, Mark::from(field.standing));
        let standing = Type::SMALL.line(ui, &standing, ink);
        let right = paint::text_at(ui.painter(), rect.right(), rect, Align::Max, &standing).left();
        let room = right - space::M - rect.left();
        let support = Type::SMALL.line(ui, &field.support, theme.text3);
        let beside = support.size().x + 2.0 * space::M;
        let whole = Type::BODY_STRONG.line(ui, &field.head, theme.text);
        let has_support =
            !field.support.is_empty() && whole.size().x.min(room * NAME_PART) + beside <= room;
        let wide = if has_support { room - beside } else { room };
        let head = Type::BODY_STRONG.cut(ui, &field.head, theme.text, wide);
        let end = paint::text_at(ui.painter(), rect.left(), rect, Align::Min, &head).right();
        tooltip(response, if head.elided { &field.head } else { "" });
        if has_support {
            let left = end + space::M;
            let spot = Rect::from_min_max(
                pos2(left - space::XS, rect.top() + space::XXS),
                pos2(
                    left + support.size().x + space::XS,
                    rect.bottom() - space::XXS,
                ),
            );
            self.support(ui, field, spot);
        }
    }

    /// "4 sources, 2 origins": the list behind it shows on hover, and below when it is clicked.
    fn support(&mut self, ui: &mut Ui, field: &FieldRows, spot: Rect) {
        let id = self.field_id(&format!("support of {}", field.field));
        let mut open = self.state.details.contains(&id);
        let response = ui.interact(spot, id, Sense::click());
        if response.clicked() {
            open = !open;
            if !self.state.details.remove(&id) {
                self.state.details.insert(id);
            }
        }
        response.widget_info(|| {
            let name = format!("{}: {}", field.head, field.support);
            WidgetInfo::labeled(Role::Button, ui.is_enabled(), name)
        });
        ui.ctx()
            .accesskit_node_builder(id, |node| node.set_expanded(open));
        let theme = Theme::of(ui);
        let fill = paint::quiet_fill(ui, &response);
        paint::boxed(ui.painter(), spot, radius::CONTROL, fill, None);
        if response.has_focus() {
            paint::focus_inside(ui.painter(), theme, spot, radius::CONTROL);
        }
        let words = Type::SMALL.line(ui, &field.support, theme.text3);
        paint::text_at(
            ui.painter(),
            spot.left() + space::XS,
            spot,
            Align::Min,
            &words,
        );
        let list: Vec<String> = field
            .origins
            .iter()
            .map(|origin| match origin.because.as_str() {
                "" => origin.title.clone(),
                because => format!("{}\n{because}", origin.title),
            })
            .collect();
        let list = list.join("\n");
        tooltip(response, if open { "" } else { &list });
        if open {
            self.origins(ui, &field.origins);
        }
    }

    /// What is behind a count of origins: who had it from whom.
    pub(super) fn origins(&self, ui: &mut Ui, origins: &[OriginRow]) {
        for origin in origins {
            let Some(root) = origin.root else { continue };
            if self.leads(ui, Leads::new(root.into(), "", &origin.title)) {
                self.select(root.into());
            }
            if !origin.because.is_empty() {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    ui.add_space(icons::NORMAL + space::M);
                    ui.vertical(|ui| remark(ui, &origin.because));
                });
            }
        }
        ui.add_space(space::XS);
    }

    /// A claim: sign, value, who says it, grade.
    fn account(&mut self, ui: &mut Ui, field: &FieldRows, claim: &Account) {
        let look = sign_look(Theme::of(ui), claim.entry.sign);
        let row = &claim.row;
        let parts = [row.second.as_str(), claim.word, look.word];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let name = format!("{}: {}, {}", field.head, row.value, parts.join(", "));
        let (rect, response) = row_box(ui, height::CLAIM_ROW, &name);
        let theme = Theme::of(ui);
        let is_read = self.work.reading().is_some_and(|claim| claim.id == row.id);
        if is_read && self.state.read != Some(row.id) {
            self.state.read = Some(row.id);
            ui.scroll_to_rect(rect, Some(Align::Center));
        }
        if is_read || self.state.picked == Some(row.id) {
            let around = rect.expand2(vec2(REACH, 0.0));
            paint::boxed(ui.painter(), around, radius::CONTROL, theme.select, None);
            if response.has_focus() {
                paint::focus_inside(ui.painter(), theme, around, radius::CONTROL);
            }
        }
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_selected(is_read));
        let grade = Grade::new(&row.grade, &row.meaning);
        let wide = grade.width(ui);
        let corner = pos2(rect.right() - wide, rect.center().y - height::GRADE / 2.0);
        let (left, right) = (rect.left() + WORDS_LEFT, corner.x - space::M);
        let dim = |ink| if claim.entry.counts { ink } else { theme.text3 };
        let sign = Type::BODY_STRONG.line(ui, look.sign, dim(look.ink));
        let middle = rect.left() + icons::SMALL / 2.0;
        paint::text_at(ui.painter(), middle, rect, Align::Center, &sign);
        let first = Rect::from_min_size(rect.min, vec2(rect.width(), 20.0));
        let value = Type::BODY_MEDIUM.cut(ui, &row.value, dim(theme.text), right - left);
        paint::text_at(ui.painter(), left, first, Align::Min, &value);
        let below = Rect::from_min_max(pos2(rect.left(), rect.top() + 17.0), rect.max);
        let ink = dim(theme.text2);
        second_line(ui, &row.second, claim.word, below, (left, right), ink);
        let spot = Rect::from_min_size(corner, vec2(wide, height::GRADE));
        let mut child = ui.new_child(UiBuilder::new().max_rect(spot));
        grade.show(&mut child);
        let enter = response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        // The card says all of it.
        let is_picked = self.state.picked == Some(row.id);
        let response = tooltip(response, if is_picked { "" } else { &claim.tip });
        if response.double_clicked() || enter {
            self.ctx.send(Command::ReadClaim(row.id));
        } else if response.clicked() {
            self.state.picked = Some(row.id);
        } else if self.state.picked == Some(row.id) {
            self.card(ui, claim, rect);
        }
    }
}

/// Source and authority, cut where they are too long, and after them the word that says what the claim is.
fn second_line(
    ui: &Ui,
    second: &str,
    word: &str,
    line: Rect,
    (left, right): (f32, f32),
    ink: Color32,
) {
    let theme = Theme::of(ui);
    let word = match word {
        "" => String::new(),
        word => format!(" · {word}"),
    };
    let word = Type::SMALL.cut(ui, &word, theme.text3, right - left);
    let room = right - left - word.size().x;
    let second = Type::SMALL.cut(ui, second, ink, room);
    let end = paint::text_at(ui.painter(), left, line, Align::Min, &second).right();
    paint::text_at(ui.painter(), end, line, Align::Min, &word);
}
