//! Records at random, in canonical form and as a person may have left them.

use std::fmt::Write as _;

use proptest::prelude::*;

/// A record or a part of one.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Leaf(&'static str),
    Struct(&'static str, Vec<(&'static str, Node)>),
    Call(&'static str, Vec<Node>),
    List(Vec<Node>),
    Map(Vec<(&'static str, Node)>),
}

const NAMES: [&str; 6] = ["a", "b", "c", "d", "id", "r#type"];
const LEAVES: [&str; 9] = [
    "1",
    "2",
    "true",
    "None",
    "'('",
    "\"one\"",
    "\"two, (\"",
    "\"a\n  b ]\n\"",
    "r#\"\"/*\"\"#",
];

pub(super) fn node() -> impl Strategy<Value = Node> {
    let leaf = prop::sample::select(LEAVES.to_vec()).prop_map(Node::Leaf);
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            3 => record_of(inner.clone()),
            1 => (prop::sample::select(vec!["Some", "Kind"]), prop::collection::vec(inner.clone(), 1..3)).prop_map(call),
            2 => prop::collection::vec(inner.clone(), 0..5).prop_map(Node::List),
            1 => entries(inner).prop_map(Node::Map),
        ]
    })
}

fn call((name, mut items): (&'static str, Vec<Node>)) -> Node {
    if name == "Some" {
        items.truncate(1);
    }
    Node::Call(name, items)
}

fn entries(inner: impl Strategy<Value = Node>) -> impl Strategy<Value = Vec<(&'static str, Node)>> {
    let keys = prop::sample::subsequence(vec!["\"k\"", "\"l\"", "\"m\""], 0..4);
    (keys, prop::collection::vec(inner, 3))
        .prop_map(|(keys, values)| keys.into_iter().zip(values).collect())
}

fn record_of(inner: impl Strategy<Value = Node>) -> impl Strategy<Value = Node> {
    let names = prop::sample::subsequence(NAMES.to_vec(), 0..=NAMES.len());
    let kind = prop::sample::select(vec!["", "", "", "Event"]);
    (kind, names, prop::collection::vec(inner, NAMES.len())).prop_map(|(kind, names, values)| {
        Node::Struct(kind, names.into_iter().zip(values).collect())
    })
}

/// A record, whole.
pub(super) fn record() -> impl Strategy<Value = Node> {
    record_of(node()).prop_map(|record| match record {
        Node::Struct(_, fields) => Node::Struct("", fields),
        other => other,
    })
}

/// A record before and after an edit that took over some of another one.
pub(super) fn edit() -> impl Strategy<Value = (Node, Node)> {
    (record(), record(), any::<u64>()).prop_map(|(old, other, seed)| {
        let new = mixed(&old, &other, &mut Random(seed | 1));
        (old, new)
    })
}

/// Numbers from a seed, the same ones each time.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 16) % u64::try_from(count.max(1)).unwrap()).unwrap()
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
}

/// `old` with some parts taken from `other`.
fn mixed(old: &Node, other: &Node, random: &mut Random) -> Node {
    match (old, other) {
        _ if random.one_in(8) => other.clone(),
        (Node::Struct(kind, old), Node::Struct(_, other)) => {
            Node::Struct(kind, mixed_fields(old, other, &NAMES, random))
        }
        (Node::Map(old), Node::Map(other)) => Node::Map(mixed_fields(
            old,
            other,
            &["\"k\"", "\"l\"", "\"m\""],
            random,
        )),
        (Node::Call(kind, old), Node::Call(_, other)) if old.len() == other.len() => Node::Call(
            kind,
            old.iter()
                .zip(other)
                .map(|(old, other)| mixed(old, other, random))
                .collect(),
        ),
        (Node::List(old), _) => Node::List(mixed_list(old, other, random)),
        _ => old.clone(),
    }
}

fn mixed_fields(
    old: &[(&'static str, Node)],
    other: &[(&'static str, Node)],
    names: &[&'static str],
    random: &mut Random,
) -> Vec<(&'static str, Node)> {
    let find = |fields: &[(&'static str, Node)], name| {
        fields
            .iter()
            .find(|(own, _)| *own == name)
            .map(|(_, value)| value.clone())
    };
    let mut fields = Vec::new();
    for name in names {
        let value = match (find(old, *name), find(other, *name)) {
            (Some(old), Some(other)) if random.one_in(2) => Some(mixed(&old, &other, random)),
            (Some(_), None) if random.one_in(4) => None,
            (None, Some(other)) if random.one_in(2) => Some(other),
            (old, _) => old,
        };
        fields.extend(value.map(|value| (*name, value)));
    }
    fields
}

fn mixed_list(old: &[Node], other: &Node, random: &mut Random) -> Vec<Node> {
    let mut list = Vec::new();
    for item in old {
        match random.below(6) {
            0 => {}
            1 => list.push(mixed(item, other, random)),
            2 => list.extend([other.clone(), item.clone()]),
            _ => list.push(item.clone()),
        }
    }
    if list.len() > 1 && random.one_in(5) {
        list.rotate_left(1);
    }
    list
}

/// The node as Annals writes it, at a depth.
pub(super) fn canonical(node: &Node, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    let lines = |parts: Vec<String>, open: &str, close: &str| {
        let lines: String = parts
            .iter()
            .map(|part| format!("{indent}  {part},\n"))
            .collect();
        if parts.is_empty() {
            format!("{open}{close}")
        } else {
            format!("{open}\n{lines}{indent}{close}")
        }
    };
    let fields = |fields: &[(&str, Node)]| {
        fields
            .iter()
            .map(|(name, value)| format!("{name}: {}", canonical(value, depth + 1)))
            .collect()
    };
    match node {
        Node::Leaf(text) => (*text).to_owned(),
        Node::Struct(kind, members) => lines(fields(members), &format!("{kind}("), ")"),
        Node::Map(members) => lines(fields(members), "{", "}"),
        Node::List(items) => lines(
            items
                .iter()
                .map(|item| canonical(item, depth + 1))
                .collect(),
            "[",
            "]",
        ),
        Node::Call(kind, items) => {
            let items: Vec<_> = items.iter().map(|item| canonical(item, depth)).collect();
            format!("{kind}({})", items.join(", "))
        }
    }
}

/// The node as a person may have left it, with numbered comments and numbered fields that the program does not know.
pub(super) struct Author {
    random: Random,
    line_end: &'static str,
    pub(super) comments: usize,
    pub(super) unknown: usize,
}

impl Author {
    pub(super) fn new(seed: u64) -> Self {
        let mut random = Random(seed | 1);
        Self {
            line_end: if random.one_in(3) { "\r\n" } else { "\n" },
            random,
            comments: 0,
            unknown: 0,
        }
    }

    /// White space, and comments among it.
    fn blank(&mut self, lines: bool) -> String {
        let mut blank = String::new();
        match self.random.below(if lines { 10 } else { 14 }) {
            0 => self.comment(&mut blank),
            1 => {
                self.comment(&mut blank);
                blank.push(' ');
                self.comment(&mut blank);
            }
            2 if lines => {
                write!(blank, " // {}", self.number()).unwrap();
                blank.push_str(self.line_end);
            }
            3 => blank.push_str("  "),
            4 if lines => blank.push_str(self.line_end),
            _ => {}
        }
        blank
    }

    fn comment(&mut self, blank: &mut String) {
        write!(blank, "/* {} */", self.number()).unwrap();
    }

    fn number(&mut self) -> String {
        self.comments += 1;
        format!("#{}#", self.comments)
    }

    pub(super) fn write(&mut self, node: &Node, depth: usize) -> String {
        match node {
            Node::Leaf("\"one\"") if self.random.one_in(2) => "\"o\\u{6e}e\"".to_owned(),
            Node::Leaf(text) => (*text).to_owned(),
            Node::Struct(kind, fields) => {
                let mut fields: Vec<_> = fields
                    .iter()
                    .map(|(name, value)| self.field(name, value, depth))
                    .collect();
                if self.random.one_in(3) {
                    self.unknown += 1;
                    let at = self.random.below(fields.len() + 1);
                    fields.insert(at, format!("x{}: {}", self.unknown, self.unknown));
                }
                if fields.len() > 1 && self.random.one_in(4) {
                    fields.swap(0, 1);
                }
                format!("{kind}{}", self.members("(", fields, ")", depth))
            }
            Node::Map(fields) => {
                let fields = fields
                    .iter()
                    .map(|(name, value)| self.field(name, value, depth))
                    .collect();
                self.members("{", fields, "}", depth)
            }
            Node::List(items) => {
                let items = items
                    .iter()
                    .map(|item| self.write(item, depth + 1))
                    .collect();
                self.members("[", items, "]", depth)
            }
            Node::Call(kind, items) => {
                let items = items.iter().map(|item| self.write(item, depth)).collect();
                let space = self.blank(false);
                format!("{kind}{space}{}", self.members("(", items, ")", depth))
            }
        }
    }

    fn field(&mut self, name: &str, value: &Node, depth: usize) -> String {
        let (before, after) = (self.blank(false), self.blank(false));
        format!("{name}{before}:{after} {}", self.write(value, depth + 1))
    }

    fn members(&mut self, open: &str, members: Vec<String>, close: &str, depth: usize) -> String {
        let lines = self.random.one_in(2);
        let indent = ["  ", "    ", "\t"][self.random.below(3)].repeat(depth);
        let trailing = self.random.one_in(2);
        let mut text = open.to_owned();
        let count = members.len();
        for (at, member) in members.into_iter().enumerate() {
            text.push_str(&self.blank(lines));
            if lines && !self.random.one_in(5) {
                write!(text, "{}{indent}  ", self.line_end).unwrap();
            }
            text.push_str(&self.blank(lines));
            text.push_str(&member);
            text.push_str(&self.blank(lines));
            if at + 1 < count || trailing {
                text.push(',');
            }
        }
        text.push_str(&self.blank(lines));
        if lines && !self.random.one_in(5) {
            write!(text, "{}{indent}", self.line_end).unwrap();
        }
        text + close
    }
}
