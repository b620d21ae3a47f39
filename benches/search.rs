//! Search as you type, measured: every keystroke of words and phrases typed letter by letter, in a large
//! project, against trying every record and against `rg` where it is installed.
//!
//! `cargo bench --bench search -- FILE` measures a project that is there, such as one that `annals generate` has
//! written; `-- EVENTS` one of so many events with more different words than that; 300,000 unless told otherwise,
//! which makes a million records. The figures of one run are comparable with each other and with nothing else.
#![expect(clippy::print_stdout, reason = "a bench tells what it measured")]

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use annals::model::{
    Annotation, Capture, CaptureNature, Change, Claim, ClaimStatus, Event, Id, Kind, Meta, Note,
    Project, Record, Resolution, Sha256, Source, TagSet, Target, Transaction, Value, When,
};
use annals::query::index::{Base, Delta};
use annals::query::{NAVIGATOR_KINDS, Query, SearchIndex, first, for_each_searched};

/// Rows of the first page.
const PAGE: usize = 60;
/// Of how many keystrokes one is put to the slow peers.
const PEER_STEP: usize = 29;
const NAIVE_STEP: usize = 120;

/// Numbers by chance, the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Words of a language; the rank of a word is drawn by Zipf's law.
struct Language {
    words: Vec<String>,
    sums: Vec<f64>,
    /// Between words.
    space: &'static str,
}

impl Language {
    fn new(letters: [&str; 2], count: usize, space: &'static str, chance: &mut Chance) -> Self {
        let letters = letters.map(|letters| letters.chars().collect::<Vec<char>>());
        let mut words = Vec::with_capacity(count);
        for rank in 0..count {
            // Frequent words are short.
            let pairs = 1 + chance.below(2 + (rank as f64).log10().max(0.0) as u64 / 2);
            let mut word = String::new();
            for _ in 0..pairs {
                for letters in &letters {
                    // Early letters are frequent ones.
                    let at = (chance.share() * chance.share() * letters.len() as f64) as usize;
                    word.extend(letters.get(at));
                }
            }
            words.push(word);
        }
        let mut sum = 0.0;
        let sums = (0..count).map(|rank| {
            sum += 1.0 / (rank as f64 + 2.7);
            sum
        });
        Self {
            sums: sums.collect(),
            words,
            space,
        }
    }

    fn word(&self, chance: &mut Chance) -> &str {
        let top = self.sums.last().copied().unwrap_or_default();
        let drawn = chance.share() * top;
        let rank = self.sums.partition_point(|sum| *sum < drawn);
        self.words.get(rank).map_or("", String::as_str)
    }

    fn text(&self, words: u64, chance: &mut Chance) -> String {
        let mut text = String::new();
        for at in 0..words {
            match chance.below(400) {
                0..=6 => text.push_str(&chance.below(30_000).to_string()),
                7 => write!(text, "{}-{}", self.word(chance), self.word(chance)).unwrap_or(()),
                _ => text.push_str(self.word(chance)),
            }
            match chance.below(12) {
                0 if at > 0 => text.push_str(", "),
                1 => text.push_str(". "),
                _ => text.push_str(self.space),
            }
        }
        text
    }
}

/// Most of the text is in one language, as in a project of one desk.
struct Writer {
    languages: Vec<(u64, Language)>,
    chance: Chance,
}

impl Writer {
    fn new() -> Self {
        let mut chance = Chance(7);
        let mut language = |share, letters, count, space| {
            (share, Language::new(letters, count, space, &mut chance))
        };
        let languages = vec![
            language(80, ["tsnrlhdcmpbgfkvwyzxqj", "eaoiu"], 300_000, " "),
            language(90, ["тснрлвкмдпбгзжхшчцщф", "еаоиуыяюэ"], 100_000, " "),
            language(96, ["رنمتبلدسکشفهجقگعخپحز", "اویه"], 60_000, " "),
            language(
                100,
                [
                    "的一是在不了有和人这中大为上个国我以要他",
                    "时来用们生到作地于出就分对成会可主发年动",
                ],
                20_000,
                "",
            ),
        ];
        Self { languages, chance }
    }

    /// So many words or up to three times as many.
    fn text(&mut self, words: u64) -> String {
        let drawn = self.chance.below(100);
        let words = words + self.chance.below(words * 2 + 1);
        let language = self.languages.iter().find(|(share, _)| drawn < *share);
        language.map_or_else(String::new, |(_, language)| {
            language.text(words, &mut self.chance)
        })
    }

    fn date(&mut self) -> When {
        let (month, day) = (1 + self.chance.below(12), 1 + self.chance.below(28));
        When::read(&format!(
            "{}-{month:02}-{day:02}",
            1990 + self.chance.below(35)
        ))
    }
}

fn project(events: u64) -> Project {
    let mut writer = Writer::new();
    let mut records: Vec<Record> = Vec::new();
    let id = |kind: u64, number: u64| number * 8 + kind + 1;
    for number in 0..events / 10 {
        let mut source = Source::new(Id::from_bits(id(0, number)));
        source.title = writer.text(5);
        source.container = writer.text(1);
        source.url = format!("https://example.org/{}/{number}", writer.chance.below(999));
        source.issued = writer.date();
        records.push(source.into());
        let text = writer.text(150);
        records.push(Record::from(Capture {
            id: Id::from_bits(id(1, number)),
            source: Id::from_bits(id(0, number)),
            taken: writer.date(),
            nature: CaptureNature::default(),
            origin: String::new(),
            note: String::new(),
            sha256: Sha256::of(b""),
            text: text.into(),
        }));
    }
    for number in 0..events {
        let mut event = Event::new(Id::from_bits(id(2, number)));
        event.title = writer.text(4);
        event.summary = writer.text(10);
        event.when = writer.date();
        records.push(event.into());
    }
    for number in 0..events * 3 / 2 {
        records.push(Record::from(Claim {
            id: Id::from_bits(id(3, number)),
            source: Id::from_bits(id(0, number % (events / 10).max(1))),
            passage: None,
            attributed_to: annals::model::Rare::default(),
            event: Id::from_bits(id(2, number % events)),
            field: ["killed", "place", "date", "actor"][number as usize % 4].into(),
            value: Value::Text(writer.text(2)),
            credibility: annals::model::Credibility::default(),
            reported: annals::model::Rare::default(),
            status: ClaimStatus::default(),
            status_reason: annals::model::Rare::default(),
            accepted_because: annals::model::Rare::default(),
            note: writer.text(4).into(),
            tags: TagSet::default(),
            created: None,
        }));
    }
    for number in 0..events / 5 {
        records.push(Record::from(Note {
            id: Id::from_bits(id(4, number)),
            title: writer.text(3),
            text: writer.text(40),
            tags: TagSet::default(),
            created: None,
            modified: None,
        }));
    }
    for number in 0..events / 2 {
        records.push(Record::from(Annotation {
            id: Id::from_bits(id(5, number)),
            motivation: annals::model::Motivation::default(),
            target: Target::Record(Id::<Event>::from_bits(id(2, number % events)).into()),
            title: String::new(),
            body: writer.text(8),
            resolution: Resolution::default(),
            tags: TagSet::default(),
            creator: annals::model::Rare::default(),
            created: None,
            modified: None,
        }));
    }
    Project::load(Meta::default(), records).0
}

/// What is typed: words of all frequencies that stand in the project, two words of one record, figures, what
/// is nowhere and what must not be there; and phrases in quotes that stand somewhere.
fn queries(project: &Project) -> [Vec<String>; 2] {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let step = (project.events().len() / 20_000).max(1);
    let texts: Vec<&str> = project
        .events()
        .iter()
        .step_by(step)
        .map(|event| event.summary.as_str())
        .collect();
    for word in texts.iter().flat_map(|text| words_of(text)) {
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    let mut ranked: Vec<(usize, String)> = counts.into_iter().map(|(word, n)| (n, word)).collect();
    ranked.sort_unstable_by(|a, b| b.cmp(a));
    let ranks = (0..60).map(|n| (ranked.len() as f64).powf(f64::from(n) / 60.0) as usize - 1);
    let mut words: Vec<String> = ranks.map(|rank| ranked[rank].1.clone()).collect();
    let mut chance = Chance(11);
    let mut phrases = Vec::new();
    while phrases.len() < 30 {
        let text: Vec<&str> = words_of(texts[chance.below(texts.len() as u64) as usize]).collect();
        let [first, .., last] = text[..] else {
            continue;
        };
        if words.len() < 80 {
            words.push(format!("{last} {first}"));
        }
        let at = chance.below(text.len() as u64 - 1) as usize;
        phrases.push(format!("\"{} {}\"", text[at], text[at + 1]));
    }
    words.extend(["1997", "16 Jan", "zzqxj", "2024 -the"].map(str::to_owned));
    [words, phrases]
}

/// The words of a text that can be typed as one.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(char::is_whitespace);
    words.filter(|word| {
        (2..24).contains(&word.chars().count()) && word.chars().all(char::is_alphanumeric)
    })
}

/// Every state of the search box while these are typed.
fn keystrokes(queries: &[String]) -> Vec<String> {
    let typed = |query: &String| {
        let ends = query.char_indices().map(|(at, c)| at + c.len_utf8());
        let states = ends.filter_map(|end| query.get(..end)).map(str::to_owned);
        states.collect::<Vec<_>>()
    };
    let mut states: Vec<String> = queries.iter().flat_map(typed).collect();
    states.retain(|state| !Query::parse(state).is_empty());
    states
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

/// The middle, the 99th of a hundred, and the longest.
fn spread(mut times: Vec<f64>) -> [f64; 3] {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = (times.len() as f64 * share) as usize;
        times
            .get(place.min(times.len().saturating_sub(1)))
            .copied()
            .unwrap_or_default()
    };
    [at(0.5), at(0.99), at(1.0)]
}

/// The time of each keystroke: the best of three.
fn timed(states: &[String], mut work: impl FnMut(&str) -> usize) -> Vec<f64> {
    let mut sum = 0_usize;
    let times = states.iter().map(|state| {
        let once = |_: u8| {
            let start = Instant::now();
            sum = sum.wrapping_add(work(state));
            millis(start.elapsed())
        };
        (0..3).map(once).fold(f64::MAX, f64::min)
    });
    let times = times.collect();
    std::hint::black_box(sum);
    times
}

fn tell(name: &str, times: Vec<f64>) -> [f64; 3] {
    let count = times.len();
    let [p50, p99, max] = spread(times);
    println!("| {name} | {count} | {p50:.3} | {p99:.3} | {max:.3} |");
    [p50, p99, max]
}

/// What of a record search looks through, on one line.
fn line_of(record: &Record, line: &mut String) {
    line.clear();
    record.for_each_text(&mut |text| {
        line.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
        line.push(' ');
    });
    line.push('\n');
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let file = args.iter().find(|arg| arg.ends_with(".ron"));
    let project = match file {
        Some(file) => match annals::store::open(
            Path::new(file),
            annals::store::FileLimits::default(),
            &AtomicBool::new(false),
        ) {
            Ok((opened, _)) => opened.project,
            Err(error) => return println!("{error}"),
        },
        None => project(
            args.iter()
                .find_map(|arg| arg.parse().ok())
                .unwrap_or(300_000),
        ),
    };
    let snapshot = project.snapshot();
    let all = || {
        Kind::ALL
            .iter()
            .flat_map(|&kind| snapshot.ids(kind))
            .filter_map(|id| snapshot.get(id))
    };
    let (mut records, mut text) = (0, 0);
    for record in all() {
        records += 1;
        for_each_searched(&record, &mut |part| text += part.len());
    }
    let (events, megabytes) = (snapshot.events().len(), text as f64 / 1e6);
    println!("{events} events, {records} records, {megabytes:.1} MB of text to search");

    let start = Instant::now();
    let Some(base) = Base::read(&snapshot, &|_| true) else {
        return println!("the texts are too many to be kept");
    };
    let read = start.elapsed();
    let start = Instant::now();
    let Some(words) = base.with_words(&|_| true) else {
        return println!("the words are too many to be listed");
    };
    let listed = start.elapsed();
    let share = |bytes: usize| bytes as f64 / text as f64;
    println!(
        "arena: {:.2} s, {:.3} of the text",
        read.as_secs_f64(),
        share(base.arena().bytes())
    );
    if let Some(index) = words.words() {
        let parts = index.parts().map(share);
        println!(
            "words: {:.2} s, {:.3} of the text ({} words {:.3}, lists {:.3}, short needles {:.3}, bridges {:.3})",
            listed.as_secs_f64(),
            share(index.bytes()),
            index.words(),
            parts[0],
            parts[1],
            parts[2],
            parts[3],
        );
    }
    println!("together: {:.3} of the text", share(words.bytes()));

    let arena = SearchIndex::new(Arc::new(base), Delta::default(), snapshot.revision);
    let index = arena.with_base(Arc::new(words));
    let [typed, phrases] = queries(&project).map(|queries| keystrokes(&queries));
    let full = |index: &SearchIndex, state: &str| {
        let query = Query::parse(state).resolve(&snapshot);
        let found = index.find(&snapshot, &query);
        NAVIGATOR_KINDS
            .iter()
            .map(|&kind| found.count(kind))
            .sum::<usize>()
    };
    let page = |state: &str| {
        let query = Query::parse(state).resolve(&snapshot);
        first(&snapshot, Kind::Event, &query, &index, PAGE).map_or(0, |rows| rows.len())
    };
    println!("\n| keystrokes, ms | number | p50 | p99 | max |\n|---|---|---|---|---|");
    let full_times = [&typed, &phrases].map(|states| timed(states, |state| full(&index, state)));
    tell("words and phrases, full set", full_times.concat());
    let [of_words, of_phrases] = full_times;
    let words_full = tell("words, full set", of_words);
    tell("words, first page", timed(&typed, page));
    tell("phrases, full set", of_phrases);
    tell("phrases, first page", timed(&phrases, page));
    let some: Vec<String> = typed.iter().step_by(7).cloned().collect();
    tell(
        "words, arena alone, full set",
        timed(&some, |state| full(&arena, state)),
    );
    if std::env::var_os("SLOW").is_some() {
        for (name, states) in [("words", &typed), ("phrases", &phrases)] {
            let full = timed(states, |state| full(&index, state));
            let page = timed(states, page);
            for ((state, full), page) in states.iter().zip(full).zip(page) {
                if full > 1.5 || page > 0.5 {
                    println!("slow {name}: {state}: {full:.2} {page:.2}");
                }
            }
        }
    }
    let some: Vec<String> = typed.iter().step_by(NAIVE_STEP).cloned().collect();
    let naive = |state: &str| {
        let query = Query::parse(state).resolve(&snapshot);
        let kinds = NAVIGATOR_KINDS.iter().flat_map(|&kind| snapshot.ids(kind));
        kinds
            .filter_map(|id| snapshot.get(id))
            .filter(|record| query.matches(&snapshot, record))
            .count()
    };
    let mut naive_times = Vec::new();
    for state in &some {
        let start = Instant::now();
        let right = naive(state);
        naive_times.push(millis(start.elapsed()));
        assert_eq!(right, full(&index, state), "{state}");
        assert_eq!(right, full(&arena, state), "{state}");
    }
    let naive_times = tell("every record tried, once each", naive_times);
    println!(
        "index against every record: p50 {:.0}x, p99 {:.0}x",
        naive_times[0] / words_full[0],
        naive_times[1] / words_full[1]
    );

    if let Some(times) = ripgrep(&typed, all()) {
        let peer = tell("rg -c -i -F, one line a record", times);
        println!(
            "index against rg: p50 {:.0}x, p99 {:.0}x",
            peer[0] / words_full[0],
            peer[1] / words_full[1]
        );
    } else {
        println!("rg is not installed: no comparison with it");
    }
    edits(project, index);
}

/// What the same keystrokes cost `rg`, on a file with a line for each record.
fn ripgrep(states: &[String], records: impl Iterator<Item = Record>) -> Option<Vec<f64>> {
    Command::new("rg")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .ok()?;
    let path = std::env::temp_dir().join(format!("annals-bench-{}.txt", std::process::id()));
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).ok()?);
    let mut line = String::new();
    for record in records {
        line_of(&record, &mut line);
        file.write_all(line.as_bytes()).ok()?;
    }
    file.flush().ok()?;
    let some: Vec<String> = states.iter().step_by(PEER_STEP).cloned().collect();
    let times = timed(&some, |state| {
        let words = Query::parse(state);
        let needle = words
            .terms()
            .iter()
            .map(annals::query::Term::needle)
            .max_by_key(|n| n.len());
        let output = Command::new("rg")
            .args(["-c", "-i", "-F", "-e", needle.unwrap_or_default()])
            .arg(&path)
            .output();
        output.map_or(0, |output| output.stdout.len())
    });
    std::fs::remove_file(&path).ok()?;
    Some(times)
}

/// What an edit costs the index, while a job holds a copy of it, up to the number of edits that makes it
/// worth reading anew.
fn edits(mut project: Project, mut index: SearchIndex) {
    let ids: Vec<_> = project.events().iter().map(|event| event.id).collect();
    let mut times = Vec::new();
    for (number, id) in ids.iter().step_by(ids.len().div_ceil(4_000)).enumerate() {
        let Some(before) = project.events().shared(*id).cloned() else {
            continue;
        };
        let mut after = (*before).clone();
        after.title = format!("edited {number}");
        let changes = vec![Change::Set {
            before: Record::Event(before),
            after: after.into(),
        }];
        let step = Transaction {
            changes,
            ..Transaction::default()
        };
        let Ok(applied) = project.apply(&step) else {
            continue;
        };
        let held = index.clone();
        let start = Instant::now();
        index.note(&project, &applied.changes, project.revision());
        times.push(millis(start.elapsed()));
        std::hint::black_box(held);
    }
    tell("an edit noted", times);
    let query = Query::parse("edited 77").resolve(&project);
    let start = Instant::now();
    let found = index.find(&project, &query).count(Kind::Event);
    let once = millis(start.elapsed());
    let start = Instant::now();
    std::hint::black_box(index.find(&project, &query).count(Kind::Event));
    println!(
        "a search after {} edits: {once:.3} ms, then {:.3} ms ({found} found)",
        index.delta().len(),
        millis(start.elapsed())
    );
}
