//! Lineages and claims as text, the count and the list behind it as text.

use proptest::prelude::*;

use super::*;
use crate::model::*;

/// A source of each letter from A on that the text speaks of: `B quotes A, C cites A`.
fn sources(lineage: &str) -> Vec<Source> {
    let mut sources: Vec<Source> = (b'A'..=b'Z').map(source).collect();
    for edge in lineage
        .split(',')
        .map(str::trim)
        .filter(|edge| !edge.is_empty())
    {
        let mut words = edge.split(' ');
        let (from, kind, to) = (words.next().unwrap(), words.next().unwrap(), words.next());
        let kind = match kind {
            "cites" => LineageKind::Cites,
            "quotes" => LineageKind::Quotes,
            "republishes" => LineageKind::Republishes,
            _ => LineageKind::SameWire,
        };
        let lineage = Lineage {
            source: id(to.unwrap()),
            kind,
            note: String::new(),
        };
        let index = usize::from(from.as_bytes()[0] - b'A');
        sources[index].lineage.push(lineage);
    }
    sources
}

fn source(letter: u8) -> Source {
    Source {
        short_title: char::from(letter).to_string(),
        ..Source::new(Id::from_bits(u64::from(letter)))
    }
}

fn id(letter: &str) -> SourceId {
    Id::from_bits(u64::from(letter.as_bytes()[0]))
}

/// Claims as text: `A`, `B by A` (attributed), `C slip`, `D deprecated`.
fn claims(text: &str) -> Vec<Claim> {
    let parts = text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts
        .zip(1000..)
        .map(|(part, number)| claim(part, number))
        .collect()
}

fn claim(text: &str, number: u64) -> Claim {
    let words: Vec<&str> = text.split(' ').collect();
    let status = match words.last() {
        Some(&"slip") => ClaimStatus::SlipInSource,
        Some(&"deprecated") => ClaimStatus::Deprecated,
        _ => ClaimStatus::Normal,
    };
    let by = (words.get(1) == Some(&"by")).then(|| id(words[2]));
    Claim {
        attributed_to: Attribution {
            source: by,
            ..Attribution::default()
        }
        .into(),
        status,
        ..Claim::new(
            Id::from_bits(number),
            id(words[0]),
            Id::from_bits(999),
            "killed",
            Value::Text("two".into()),
        )
    }
}

fn project(lineage: &str) -> Project {
    let sources = sources(lineage).into_iter().map(Record::from);
    let (project, refused) = Project::load(Meta::default(), sources);
    assert!(refused.is_empty());
    project
}

fn letters(sources: &[SourceId]) -> String {
    let letters = sources
        .iter()
        .map(|source| u8::try_from(source.bits()).unwrap());
    letters.map(char::from).collect()
}

/// The count, then a line an origin: `roots: through. because`.
fn told(support: &Support) -> Vec<String> {
    let mut lines = vec![support.words()];
    for origin in &support.origins {
        let (roots, through) = (letters(&origin.roots), letters(&origin.through));
        let line = format!("{roots}: {through}. {}", origin.because.join(" "));
        lines.push(line.trim_end().to_owned());
    }
    lines
}

#[track_caller]
fn check(lineage: &str, said: &str, expected: &[&str]) {
    let project = project(lineage);
    let mut claims = claims(said);
    let found = support(&project, &claims);
    assert_eq!(told(&found), expected, "{lineage}; {said}");
    claims.reverse();
    assert_eq!(support(&project, &claims), found, "in another order");
    let tables: &Tables = &project;
    assert_eq!(support(tables, &claims), found, "without backlinks");
    assert_eq!(
        support(&project.snapshot(), &claims),
        found,
        "of a snapshot"
    );
}

#[test]
fn sources_that_draw_on_none_are_an_origin_each() {
    check("", "", &["0 sources, 0 origins"]);
    check("", "A", &["1 source, 1 origin", "A: A."]);
    check("", "B, A, B", &["2 sources, 2 origins", "A: A.", "B: B."]);
}

#[test]
fn quoting_and_republishing_lead_to_where_the_words_come_from() {
    check(
        "B quotes A",
        "A, B",
        &["2 sources, 1 origin", "A: AB. B quotes A."],
    );
    check(
        "B republishes A, C quotes B",
        "C, D",
        &[
            "2 sources, 2 origins",
            "A: C. B republishes A. C quotes B.",
            "D: D.",
        ],
    );
    check(
        "B republishes A, C republishes A",
        "B, C",
        &[
            "2 sources, 1 origin",
            "A: BC. B republishes A. C republishes A.",
        ],
    );
}

#[test]
fn citing_makes_nobody_dependent() {
    check(
        "B cites A, C cites A, C cites B",
        "A, B, C",
        &["3 sources, 3 origins", "A: A.", "B: B.", "C: C."],
    );
}

#[test]
fn the_same_agency_story_joins_both_ways() {
    let wire = "A and B carry the same agency story.";
    let expected = ["2 sources, 1 origin", &format!("AB: AB. {wire}")];
    check("A wire B", "A, B", &expected);
    check("B wire A", "A, B", &expected);
    check(
        "C wire A, C wire B, C republishes D",
        "A, B, D",
        &[
            "3 sources, 1 origin",
            "D: ABD. A and C carry the same agency story. B and C carry the same agency story. C republishes D.",
        ],
    );
}

#[test]
fn a_claim_with_an_authority_is_that_sources() {
    check(
        "",
        "A by C, B by C",
        &[
            "2 sources, 1 origin",
            "C: AB. A gives C as its authority. B gives C as its authority.",
        ],
    );
    check(
        "C quotes D",
        "A, A by C, D",
        &[
            "2 sources, 2 origins",
            "A: A.",
            "D: AD. A gives C as its authority. C quotes D.",
        ],
    );
}

#[test]
fn a_source_that_draws_on_two_is_counted_with_one_that_is_there() {
    let both = "C quotes A, C quotes B";
    check(
        both,
        "C",
        &["1 source, 1 origin", "AB: C. C quotes A. C quotes B."],
    );
    check(
        both,
        "A, C",
        &[
            "2 sources, 1 origin",
            "A: AC. C quotes A. C goes back to B too and adds no origin of its own.",
        ],
    );
    check(
        both,
        "A, B, C",
        &[
            "3 sources, 2 origins",
            "A: AC. C quotes A. C goes back to B too and adds no origin of its own.",
            "B: BC. C quotes B. C goes back to A too and adds no origin of its own.",
        ],
    );
}

#[test]
fn a_ring_is_one_origin_and_is_told() {
    check(
        "A quotes B, B quotes C, C republishes A",
        "A, B",
        &[
            "2 sources, 1 origin",
            "ABC: AB. A quotes B. B quotes C. C republishes A. A, B and C draw on each other in a ring, which counts as one origin.",
        ],
    );
    check("A quotes A", "A", &["1 source, 1 origin", "A: A."]);
}

#[test]
fn what_is_wrong_or_withdrawn_supports_nothing() {
    check(
        "",
        "A, B slip, C deprecated",
        &["1 source, 1 origin", "A: A."],
    );
}

#[track_caller]
fn check_ring(lineage: &str, of: &str, expected: &str) {
    let project = project(lineage);
    let found = cycles(&project, id(of)).unwrap_or_default();
    assert_eq!(letters(&found), expected, "{lineage}");
}

#[test]
fn rings_are_found_from_each_of_their_members_and_from_no_other() {
    let ring = "A quotes B, B cites C, C quotes A, D quotes A, C quotes E";
    check_ring(ring, "A", "ABC");
    check_ring(ring, "C", "CAB");
    check_ring(ring, "D", "");
    check_ring(ring, "E", "");
    check_ring("A wire B, B wire A", "A", "");
    check_ring("A quotes B, B quotes C, C quotes A, B quotes A", "A", "AB");
}

fn drawn(branches: &[LineageBranch]) -> String {
    let each = branches.iter().map(|branch| {
        let sign = match branch.more {
            More::All => "",
            More::Ring => "*",
            More::Elsewhere => "=",
            More::Cut => "…",
        };
        let beyond = if branch.branches.is_empty() {
            String::new()
        } else {
            format!("({})", drawn(&branch.branches))
        };
        format!("{}{sign}{beyond}", letters(&[branch.source]))
    });
    each.collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check_tree(lineage_text: &str, of: &str, expected: &str) {
    let project = project(lineage_text);
    let tree = lineage(&project, id(of));
    let found = format!(
        "{} < {of} < {}",
        drawn(&tree.draws_on),
        drawn(&tree.drawn_on_by)
    );
    assert_eq!(found, expected, "{lineage_text}");
}

#[test]
fn the_drawing_shows_both_directions_and_ends_in_rings_and_at_its_depth() {
    check_tree("B quotes A, C cites B, D wire B", "B", "A < B < C D");
    check_tree("A quotes B, B quotes A", "A", "B(A*) < A < B(A*)");
    check_tree(
        "A quotes B, A quotes C, B quotes D, C quotes D",
        "A",
        "B(D) C(D=) < A < ",
    );
    check_tree(
        "A quotes B, B quotes C, C quotes D, D quotes E, E quotes F, F quotes G",
        "A",
        "B(C(D(E(F…)))) < A < ",
    );
}

#[test]
fn a_crowd_is_cut_and_counted() {
    let mut records: Vec<Record> = vec![source(b'A').into()];
    for number in 1000..1150 {
        let mut source = Source::new(Id::from_bits(number));
        source.lineage.push(Lineage {
            source: id("A"),
            kind: LineageKind::Cites,
            note: String::new(),
        });
        records.push(source.into());
    }
    let (project, _) = Project::load(Meta::default(), records);
    let tree = lineage(&project, id("A"));
    assert_eq!((tree.drawn_on_by.len(), tree.left_out), (100, 50));
}

#[test]
fn a_long_chain_and_a_long_ring_come_to_an_end() {
    let count: u64 = 5_000;
    for close in [false, true] {
        let chain = (0..count).map(|number| {
            let mut source = Source::new(Id::from_bits(number + 1));
            let next = if number + 1 < count { number + 2 } else { 1 };
            if next != 1 || close {
                source.lineage.push(Lineage {
                    source: Id::from_bits(next),
                    kind: LineageKind::Quotes,
                    note: String::new(),
                });
            }
            Record::from(source)
        });
        let (project, _) = Project::load(Meta::default(), chain);
        let mut first = claim("A", 9000);
        first.source = Id::from_bits(1);
        let mut middle = claim("A", 9001);
        middle.source = Id::from_bits(count / 2);
        let found = support(&project, [&first, &middle]);
        assert_eq!(found.words(), "2 sources, 1 origin");
        assert_eq!(cycles(&project, first.source).is_some(), close);
    }
}

const KINDS: [&str; 4] = ["cites", "quotes", "republishes", "wire"];

fn edges() -> impl Strategy<Value = Vec<String>> {
    let edge = ("[A-H]", 0usize..4, "[A-H]");
    let edge = edge.prop_map(|(from, kind, to)| format!("{from} {} {to}", KINDS[kind]));
    prop::collection::vec(edge, 0..12)
}

proptest! {
    #![proptest_config(crate::model::chance::cases(60))]

    #[test]
    fn a_lineage_more_is_never_an_origin_more(
        edges in edges(),
        said in prop::collection::vec(("[A-H]", prop::option::of("[A-H]")), 1..6),
    ) {
        let said: Vec<String> = said.into_iter().map(|(source, by)| match by {
            Some(by) => format!("{source} by {by}"),
            None => source,
        }).collect();
        let claims = claims(&said.join(","));
        let mut last = usize::MAX;
        for count in 0..=edges.len() {
            let project = project(&edges[..count].join(","));
            let found = support(&project, &claims);
            prop_assert!(found.origins.len() <= last, "{:?}", &edges[..count]);
            prop_assert!(found.sources.len() <= claims.len() && !found.origins.is_empty());
            last = found.origins.len();
            let mut backwards = claims.clone();
            backwards.reverse();
            prop_assert_eq!(&support(&project, &backwards), &found);
            for source in &found.sources {
                let told = found.origins.iter().any(|origin| origin.through.contains(source));
                prop_assert!(told, "every source counts with an origin");
            }
        }
    }

    #[test]
    fn a_ring_is_a_way_that_exists(edges in edges(), of in "[A-H]") {
        let project = project(&edges.join(","));
        if let Some(ring) = cycles(&project, id(&of)) {
            for (at, &from) in ring.iter().enumerate() {
                let to = ring[(at + 1) % ring.len()];
                let lineage = &project.sources().get(from).unwrap().lineage;
                prop_assert!(lineage.iter().any(|edge| edge.source == to));
            }
        }
    }
}
