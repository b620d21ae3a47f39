//! What generated records are called: kinds of event, roles, bodies, tags, syllables.

/// Kinds of event, with how their titles begin.
pub(super) const EVENT_KINDS: [&str; 12] = [
    "Strike",
    "Meeting",
    "Explosion",
    "Fire",
    "Statement",
    "Raid",
    "Protest",
    "Arrest",
    "Ceasefire",
    "Collision",
    "Flood",
    "Evacuation",
];

/// What an event was at or about.
pub(super) const OBJECTS: [&str; 12] = [
    "a depot",
    "the harbour",
    "a checkpoint",
    "the old bridge",
    "a power station",
    "the market",
    "a convoy",
    "the town hall",
    "a border post",
    "the railway yard",
    "two villages",
    "a warehouse",
];

/// What actors do in events.
pub(super) const ROLES: [&str; 6] = [
    "struck",
    "target",
    "host",
    "witness",
    "mediator",
    "responder",
];

/// Names that bodies are called by, after a place.
pub(super) const BODIES: [&str; 8] = [
    "Police",
    "Council",
    "Brigade",
    "Relief Committee",
    "Times",
    "News Agency",
    "Port Authority",
    "Observer",
];

/// The roots of the tree of tags.
pub(super) const TAG_ROOTS: [&str; 6] = ["actor", "place", "theme", "means", "status", "period"];

/// What hangs below the roots.
pub(super) const TAG_WORDS: [&str; 20] = [
    "army",
    "navy",
    "police",
    "north",
    "south",
    "coast",
    "border",
    "energy",
    "transport",
    "aid",
    "children",
    "media",
    "talks",
    "drone",
    "fire",
    "open",
    "checked",
    "doubtful",
    "winter",
    "summer",
];

/// Syllables of names.
pub(super) const LATIN: [&str; 24] = [
    "ka", "ro", "men", "ti", "sa", "lu", "bar", "ne", "vi", "gor", "ta", "shi", "mo", "del", "ra",
    "zu", "pe", "nor", "ha", "li", "do", "kem", "ya", "su",
];
/// Syllables of names.
pub(super) const CYRILLIC: [&str; 24] = [
    "ка", "ро", "мен", "ти", "са", "лу", "бар", "не", "ви", "гор", "та", "ши", "мо", "дел", "ра",
    "зу", "пе", "нор", "ха", "ли", "до", "кем", "я", "су",
];
/// Syllables of names.
pub(super) const ARABIC: [&str; 24] = [
    "کا", "رو", "من", "تی", "سا", "لو", "بار", "نه", "وی", "گور", "تا", "شی", "مو", "دل", "را",
    "زو", "په", "نور", "ها", "لی", "دو", "کم", "یا", "سو",
];
/// Syllables of names.
pub(super) const HAN: [&str; 24] = [
    "卡", "罗", "门", "蒂", "萨", "卢", "巴", "内", "维", "戈", "塔", "希", "莫", "德", "拉", "祖",
    "佩", "诺", "哈", "利", "多", "肯", "亚", "苏",
];
/// Syllables of names.
pub(super) const KANA: [&str; 24] = [
    "カ", "ロ", "メン", "ティ", "サ", "ル", "バル", "ネ", "ヴィ", "ゴル", "タ", "シ", "モ", "デル",
    "ラ", "ズ", "ペ", "ノル", "ハ", "リ", "ド", "ケム", "ヤ", "ス",
];
