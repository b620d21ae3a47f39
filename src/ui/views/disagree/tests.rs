//! What the view shows, as text.

use crate::exchange::INKS;
use crate::ui::theme::LIGHT;

#[test]
fn pictures_have_the_inks_of_the_light_theme() {
    let theme = |name: &str| match name {
        "surface" => LIGHT.surface,
        "raised" => LIGHT.raised,
        "line" => LIGHT.line,
        "text" => LIGHT.text,
        "text2" => LIGHT.text2,
        "text3" => LIGHT.text3,
        "contested" => LIGHT.contested,
        "contestedbg" => LIGHT.contestedbg,
        "compatible" => LIGHT.compatible,
        other => panic!("no ink {other}"),
    };
    for (name, ink) in INKS {
        let [r, g, b, _] = theme(name).to_array();
        assert_eq!(ink, format!("#{r:02x}{g:02x}{b:02x}"), "{name}");
    }
}
