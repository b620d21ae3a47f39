//! Which tabs have room beside each other.

/// The width of each tab of `widths` in `room`; none for those that go into the menu, whose button takes `menu`. All
/// keep their order, and the `active` one always shows, if need be narrower than it would be.
pub(super) fn fit(widths: &[f32], active: Option<usize>, room: f32, menu: f32) -> Vec<Option<f32>> {
    if widths.iter().sum::<f32>() <= room {
        return widths.iter().copied().map(Some).collect();
    }
    let room = (room - menu).max(0.0);
    let of_active = active.and_then(|at| widths.get(at)).copied();
    let of_active = of_active.unwrap_or(0.0).min(room);
    let mut left = room - of_active;
    let mut full = false;
    let tabs = widths.iter().enumerate().map(|(at, &wide)| {
        if Some(at) == active {
            return Some(of_active);
        }
        full |= wide > left;
        if full {
            return None;
        }
        left -= wide;
        Some(wide)
    });
    tabs.collect()
}

#[cfg(test)]
mod tests {
    use super::fit;

    /// Tabs as they show: "A80 b40" is the active one and another one, "…" stands for those in the menu.
    #[track_caller]
    fn check(widths: &[f32], active: usize, room: f32, expected: &str) {
        let tabs = fit(widths, Some(active), room, 30.0);
        let total: f32 = tabs.iter().flatten().sum();
        assert!(total <= room, "{total} in {room}");
        let show = |(at, wide): (usize, &Option<f32>)| match wide {
            Some(wide) if at == active => format!("[{wide}]"),
            Some(wide) => format!("{wide}"),
            None => "…".to_owned(),
        };
        let shown: Vec<String> = tabs.iter().enumerate().map(show).collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn tabs_that_fit_all_show() {
        check(&[80.0, 60.0, 60.0], 0, 200.0, "[80] 60 60");
    }

    #[test]
    fn those_without_room_go_into_the_menu() {
        check(&[80.0, 60.0, 61.0], 0, 200.0, "[80] 60 …");
        check(&[80.0, 60.0, 100.0, 10.0], 0, 200.0, "[80] 60 … …");
    }

    #[test]
    fn the_active_one_shows_wherever_it_stands() {
        check(&[80.0, 60.0, 60.0, 80.0], 3, 200.0, "80 … … [80]");
        check(&[80.0, 300.0], 1, 200.0, "… [170]");
        check(&[80.0, 60.0], 1, 20.0, "… [0]");
    }

    #[test]
    fn without_an_active_one_the_first_show() {
        assert_eq!(fit(&[80.0, 80.0], None, 110.0, 30.0), [Some(80.0), None]);
        assert_eq!(fit(&[], None, 110.0, 30.0), []);
    }
}
