//! The forms of a Finnish name in the singular and the commonest of the plural, for learning from lists of names.
//!
//! Names bend more simply than other words: first names seldom change a single stop ("Arto", "Arton"), some
//! family names do ("Lehto", "Lehdon"). Where both ways are heard both are made, each with its weight.

/// Whose name it is: the two kinds differ in gradation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameKind {
    /// A first name.
    First,
    /// A family name; many are made of common words, which keep their inflection.
    Family,
}

/// How a name's forms are built: the stems that endings are added to, and how likely this way is.
struct Stems {
    /// Before -n, -ssa, -lla, -ksi, -t.
    weak: String,
    /// Before -na.
    strong: String,
    /// The whole partitive.
    partitive: String,
    /// The whole form for "into".
    illative: String,
    weight: f64,
}

/// Last parts of family names and places that end in i and bend as if in e: Järvi, Järven.
const E_STEMS: &[&str] = &[
    "hanhi", "hauki", "hirvi", "honki", "järvi", "joki", "kaski", "kivi", "korpi", "koski",
    "kuusi", "lahti", "lampi", "lehti", "meri", "mäki", "niemi", "nummi", "nurmi", "retki",
    "saari", "salmi", "suomi", "susi", "talvi", "tuomi", "vesi", "vuori",
];

/// Each form of `name` with the share of its uses, which add up to about 1.
pub(crate) fn forms(name: &str, kind: NameKind) -> Vec<(String, f64)> {
    let lower = name.to_lowercase();
    let mut forms = Vec::new();
    let stems = stems(&lower, kind);
    let total: f64 = stems.iter().map(|stem| stem.weight).sum();
    for stem in &stems {
        add_forms(&lower, stem, stem.weight / total, &mut forms);
    }
    forms
}

fn add_forms(name: &str, stems: &Stems, weight: f64, forms: &mut Vec<(String, f64)>) {
    let Stems {
        weak,
        strong,
        partitive,
        illative,
        ..
    } = stems;
    let a = if is_back(name) { 'a' } else { 'ä' };
    let mut add = |form: String, share: f64| forms.push((form, share * weight));
    add(name.to_owned(), 0.40);
    add(format!("{weak}n"), 0.26);
    add(partitive.clone(), 0.05);
    add(format!("{weak}ss{a}"), 0.02);
    add(format!("{weak}st{a}"), 0.04);
    add(illative.clone(), 0.04);
    add(format!("{weak}ll{a}"), 0.04);
    add(format!("{weak}lt{a}"), 0.03);
    add(format!("{weak}lle"), 0.05);
    add(format!("{strong}n{a}"), 0.02);
    add(format!("{weak}ksi"), 0.01);
    add(format!("{weak}t"), 0.01);
    if let Some(stem) = name.strip_suffix("nen") {
        add(format!("{stem}sten"), 0.01);
        add(format!("{stem}si{a}"), 0.01);
    }
}

fn stems(name: &str, kind: NameKind) -> Vec<Stems> {
    let last = name.chars().last().unwrap_or('x');
    if let Some(stem) = name.strip_suffix("nen").filter(|stem| ends_in_vowel(stem)) {
        let weak = format!("{stem}se");
        let partitive = format!("{stem}st{}", a_of(name));
        let illative = format!("{weak}en");
        return vec![Stems {
            strong: weak.clone(),
            weak,
            partitive,
            illative,
            weight: 1.0,
        }];
    }
    match last {
        'e' => ending_in_e(name, kind),
        'i' if kind == NameKind::Family && E_STEMS.iter().any(|end| name.ends_with(end)) => {
            vec![i_as_e(name)]
        }
        's' => ending_in_s(name),
        _ if ends_in_vowel(name) => ending_in_vowel(name, kind),
        _ => vec![with_linking_i(name, 1.0)],
    }
}

fn ending_in_vowel(name: &str, kind: NameKind) -> Vec<Stems> {
    let partitive = if ends_in_long_vowel(name) {
        format!("{name}t{}", a_of(name))
    } else {
        format!("{name}{}", a_of(name))
    };
    let plain = quantity(name);
    let stem = |weak: String, weight| Stems {
        weak,
        strong: name.to_owned(),
        partitive: partitive.clone(),
        illative: illative(name),
        weight,
    };
    match quality(name) {
        Some(changed) if kind == NameKind::Family => vec![stem(changed, 0.65), stem(plain, 0.35)],
        Some(changed) if name.ends_with("ti") || name.ends_with("ki") || name.ends_with("pi") => {
            vec![stem(plain, 0.9), stem(changed, 0.1)]
        }
        Some(changed) => vec![stem(plain, 0.75), stem(changed, 0.25)],
        None => vec![stem(plain, 1.0)],
    }
}

/// Rinne, Rinteen; Kalle, Kallen.
fn ending_in_e(name: &str, kind: NameKind) -> Vec<Stems> {
    let plain = Stems {
        weak: name.to_owned(),
        strong: name.to_owned(),
        partitive: format!("{name}{}", a_of(name)),
        illative: illative(name),
        weight: 1.0,
    };
    if kind == NameKind::First {
        return vec![plain];
    }
    let long = strengthened(name) + "e";
    let native = Stems {
        strong: long.clone(),
        illative: format!("{long}seen"),
        weak: long,
        partitive: format!("{name}tt{}", a_of(name)),
        weight: 1.0,
    };
    vec![plain, native]
}

fn i_as_e(name: &str) -> Stems {
    let stem = format!("{}e", &name[..name.len() - 1]);
    let a = a_of(name);
    let consonant_stem = ["saari", "vuori", "veri", "meri", "kuusi"];
    let root = &name[..name.len() - 1];
    let partitive = if consonant_stem.iter().any(|end| name.ends_with(end)) {
        format!("{root}t{a}")
    } else {
        format!("{stem}{a}")
    };
    let quantity = quantity(&stem);
    let weak = match name {
        _ if name.ends_with("vesi") || name.ends_with("susi") || name.ends_with("kuusi") => {
            format!("{}de", &name[..name.len() - 2])
        }
        _ if name.ends_with("lahti") || name.ends_with("lehti") => {
            format!("{}de", &name[..name.len() - 2])
        }
        _ => quality(&stem).unwrap_or(quantity),
    };
    Stems {
        weak,
        illative: illative(&stem),
        strong: stem,
        partitive,
        weight: 1.0,
    }
}

/// Markus, Markuksen; Tuomas, Tuomaan; Hughes, Hughesin; Simonides, Simonideen.
fn ending_in_s(name: &str) -> Vec<Stems> {
    let a = a_of(name);
    let root = &name[..name.len() - 1];
    let vowel = root.chars().last().filter(|letter| is_vowel(*letter));
    let Some(vowel) = vowel else {
        return vec![with_linking_i(name, 1.0)];
    };
    let ks = Stems {
        weak: format!("{root}kse"),
        strong: format!("{root}kse"),
        illative: format!("{root}kseen"),
        partitive: format!("{name}t{a}"),
        weight: 0.6,
    };
    let long = format!("{}{vowel}", strengthened(root));
    let lengthened = Stems {
        strong: long.clone(),
        illative: format!("{long}seen"),
        weak: long,
        partitive: format!("{name}t{a}"),
        weight: if matches!(vowel, 'a' | 'ä') {
            0.3
        } else {
            0.1
        },
    };
    vec![ks, lengthened, with_linking_i(name, 0.3)]
}

/// Holm, Holmin.
fn with_linking_i(name: &str, weight: f64) -> Stems {
    let stem = format!("{name}i");
    Stems {
        partitive: format!("{stem}{}", a_of(name)),
        illative: format!("{stem}in"),
        strong: stem.clone(),
        weak: stem,
        weight,
    }
}

/// "Into": the last vowel drawn out, -hVn after a long vowel.
fn illative(stem: &str) -> String {
    let vowel = stem.chars().last().unwrap_or('i');
    if ends_in_long_vowel(stem) {
        format!("{stem}h{vowel}n")
    } else {
        format!("{stem}{vowel}n")
    }
}

/// The weak grade of kk, pp and tt before the last vowel: Pekka, Peka(n).
fn quantity(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let length = letters.len();
    if length >= 4 {
        let (a, b) = (letters[length - 3], letters[length - 2]);
        if a == b && matches!(a, 'k' | 'p' | 't') && is_vowel(letters[length - 1]) {
            letters.remove(length - 2);
        }
    }
    letters.into_iter().collect()
}

/// The weak grade of the other stops before the last vowel, where there is one: Ranta, Ranna(n).
fn quality(name: &str) -> Option<String> {
    let letters: Vec<char> = name.chars().collect();
    let length = letters.len();
    if length < 4 || !is_vowel(letters[length - 1]) {
        return None;
    }
    let (before, stop) = (letters[length - 3], letters[length - 2]);
    let weak = match (before, stop) {
        ('n', 'k') => "ng",
        ('n', 't') => "nn",
        ('m', 'p') => "mm",
        ('l', 't') => "ll",
        ('r', 't') => "rr",
        ('h', 't') => "hd",
        (vowel, 't') if is_vowel(vowel) => "d",
        (vowel, 'p') if is_vowel(vowel) => "v",
        ('l' | 'r', 'p') => "v",
        (vowel, 'k') if is_vowel(vowel) => "",
        ('l' | 'r', 'k') => "",
        _ => return None,
    };
    let keep = if is_vowel(before) || weak == "v" || weak.is_empty() {
        length - 2
    } else {
        length - 3
    };
    let mut changed: String = letters[..keep].iter().collect();
    changed.push_str(weak);
    changed.push(letters[length - 1]);
    Some(changed)
}

/// The strong grade before a drawn-out vowel: Rinne, Rintee(n).
fn strengthened(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let length = letters.len();
    if length < 4 {
        return name.to_owned();
    }
    let (a, b) = (letters[length - 3], letters[length - 2]);
    let strong = match (a, b) {
        ('n', 'n') => "nt",
        ('l', 'l') => "lt",
        ('r', 'r') => "rt",
        ('m', 'm') => "mp",
        ('n', 'g') => "nk",
        (vowel, 'k') if is_vowel(vowel) => return inserted(&letters, "kk"),
        (vowel, 't') if is_vowel(vowel) => return inserted(&letters, "tt"),
        (vowel, 'p') if is_vowel(vowel) => return inserted(&letters, "pp"),
        (vowel, 'd') if is_vowel(vowel) => return inserted(&letters, "t"),
        _ => return name.to_owned(),
    };
    let mut changed: String = letters[..length - 3].iter().collect();
    changed.push_str(strong);
    changed.push(letters[length - 1]);
    changed
}

/// The name with its last consonant replaced.
fn inserted(letters: &[char], consonant: &str) -> String {
    let mut changed: String = letters[..letters.len() - 2].iter().collect();
    changed.push_str(consonant);
    changed.push(letters[letters.len() - 1]);
    changed
}

fn a_of(name: &str) -> char {
    if is_back(name) { 'a' } else { 'ä' }
}

/// True if endings take a, o, u: the last vowel other than e and i decides, in a name of these alone it is front.
fn is_back(name: &str) -> bool {
    name.chars()
        .rev()
        .find_map(|letter| match letter {
            'a' | 'o' | 'u' | 'å' => Some(true),
            'ä' | 'ö' | 'y' => Some(false),
            _ => None,
        })
        .unwrap_or(false)
}

fn ends_in_vowel(name: &str) -> bool {
    name.chars().last().is_some_and(is_vowel)
}

/// True for "Kuu", "Tuo": a long vowel or a diphthong that closes the word.
fn ends_in_long_vowel(name: &str) -> bool {
    let mut letters = name.chars().rev();
    let (Some(last), Some(before)) = (letters.next(), letters.next()) else {
        return false;
    };
    last == before && is_vowel(last)
        || matches!(
            (before, last),
            ('u', 'o')
                | ('y', 'ö')
                | ('i', 'e')
                | ('a' | 'o' | 'u' | 'e' | 'ä' | 'ö', 'i' | 'y' | 'u')
        ) && is_vowel(before)
}

fn is_vowel(letter: char) -> bool {
    matches!(
        letter,
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'å' | 'ä' | 'ö' | 'é' | 'á' | 'ü'
    )
}
