//! How Finnish place names inflect: a rule by the ending, and tables of those that follow none.

/// Names that no rule covers: nominative, genitive, partitive, illative.
const IRREGULAR: &[(&str, &str, &str, &str)] = &[
    ("Alavus", "Alavuden", "Alavutta", "Alavuteen"),
    ("Enonkoski", "Enonkosken", "Enonkoskea", "Enonkoskeen"),
    ("Finström", "Finströmin", "Finströmiä", "Finströmiin"),
    ("Hailuoto", "Hailuodon", "Hailuotoa", "Hailuotoon"),
    ("Hanko", "Hangon", "Hankoa", "Hankoon"),
    ("Harjavalta", "Harjavallan", "Harjavaltaa", "Harjavaltaan"),
    ("Helsinki", "Helsingin", "Helsinkiä", "Helsinkiin"),
    ("Huittinen", "Huittisten", "Huittisia", "Huittisiin"),
    ("Iitti", "Iitin", "Iittiä", "Iittiin"),
    ("Ikaalinen", "Ikaalisten", "Ikaalisia", "Ikaalisiin"),
    ("Isokyrö", "Isonkyrön", "Isoakyröä", "Isoonkyröön"),
    ("Jokioinen", "Jokioisten", "Jokioisia", "Jokioisiin"),
    ("Joroinen", "Joroisten", "Joroisia", "Joroisiin"),
    ("Juuka", "Juuan", "Juukaa", "Juukaan"),
    ("Kannus", "Kannuksen", "Kannusta", "Kannukseen"),
    ("Kaskinen", "Kaskisten", "Kaskisia", "Kaskisiin"),
    ("Kauniainen", "Kauniaisten", "Kauniaisia", "Kauniaisiin"),
    ("Kaustinen", "Kaustisen", "Kaustista", "Kaustiseen"),
    ("Keitele", "Keiteleen", "Keitelettä", "Keiteleeseen"),
    ("Kempele", "Kempeleen", "Kempelettä", "Kempeleeseen"),
    ("Kuhmoinen", "Kuhmoisten", "Kuhmoisia", "Kuhmoisiin"),
    ("Kuortane", "Kuortaneen", "Kuortanetta", "Kuortaneeseen"),
    ("Kurikka", "Kurikan", "Kurikkaa", "Kurikkaan"),
    (
        "Lappeenranta",
        "Lappeenrannan",
        "Lappeenrantaa",
        "Lappeenrantaan",
    ),
    ("Leppävirta", "Leppävirran", "Leppävirtaa", "Leppävirtaan"),
    ("Lieto", "Liedon", "Lietoa", "Lietoon"),
    ("Liminka", "Limingan", "Liminkaa", "Liminkaan"),
    ("Loppi", "Lopen", "Loppea", "Loppeen"),
    ("Luhanka", "Luhangan", "Luhankaa", "Luhankaan"),
    ("Luoto", "Luodon", "Luotoa", "Luotoon"),
    ("Muhos", "Muhoksen", "Muhosta", "Muhokseen"),
    ("Nousiainen", "Nousiaisten", "Nousiaisia", "Nousiaisiin"),
    ("Nurmes", "Nurmeksen", "Nurmesta", "Nurmekseen"),
    ("Oulainen", "Oulaisten", "Oulaisia", "Oulaisiin"),
    ("Outokumpu", "Outokummun", "Outokumpua", "Outokumpuun"),
    ("Parainen", "Paraisten", "Paraisia", "Paraisiin"),
    (
        "Pedersören kunta",
        "Pedersören",
        "Pedersöreä",
        "Pedersöreen",
    ),
    (
        "Pihtipudas",
        "Pihtiputaan",
        "Pihtipudasta",
        "Pihtiputaaseen",
    ),
    ("Pomarkku", "Pomarkun", "Pomarkkua", "Pomarkkuun"),
    ("Pornainen", "Pornaisten", "Pornaisia", "Pornaisiin"),
    (
        "Punkalaidun",
        "Punkalaitumen",
        "Punkalaidunta",
        "Punkalaitumeen",
    ),
    ("Puolanka", "Puolangan", "Puolankaa", "Puolankaan"),
    ("Pyhäntä", "Pyhännän", "Pyhäntää", "Pyhäntään"),
    ("Pyhäranta", "Pyhärannan", "Pyhärantaa", "Pyhärantaan"),
    ("Pälkäne", "Pälkäneen", "Pälkänettä", "Pälkäneeseen"),
    ("Rautalampi", "Rautalammin", "Rautalampia", "Rautalampiin"),
    (
        "Savitaipale",
        "Savitaipaleen",
        "Savitaipaletta",
        "Savitaipaleeseen",
    ),
    ("Siikainen", "Siikaisten", "Siikaisia", "Siikaisiin"),
    ("Tampere", "Tampereen", "Tamperetta", "Tampereeseen"),
    ("Toholampi", "Toholammin", "Toholampia", "Toholampiin"),
    ("Toivakka", "Toivakan", "Toivakkaa", "Toivakkaan"),
    ("Turku", "Turun", "Turkua", "Turkuun"),
    ("Uurainen", "Uuraisten", "Uuraisia", "Uuraisiin"),
    (
        "Uusikaarlepyy",
        "Uudenkaarlepyyn",
        "Uuttakaarlepyytä",
        "Uuteenkaarlepyyhyn",
    ),
    (
        "Uusikaupunki",
        "Uudenkaupungin",
        "Uuttakaupunkia",
        "Uuteenkaupunkiin",
    ),
    ("Varkaus", "Varkauden", "Varkautta", "Varkauteen"),
    ("Vesanto", "Vesannon", "Vesantoa", "Vesantoon"),
    ("Vihti", "Vihdin", "Vihtiä", "Vihtiin"),
    ("Virrat", "Virtain", "Virtoja", "Virtoihin"),
    (
        "Etelä-Pohjanmaa",
        "Etelä-Pohjanmaan",
        "Etelä-Pohjanmaata",
        "Etelä-Pohjanmaahan",
    ),
    (
        "Kanta-Häme",
        "Kanta-Hämeen",
        "Kanta-Hämettä",
        "Kanta-Hämeeseen",
    ),
    (
        "Keski-Suomi",
        "Keski-Suomen",
        "Keski-Suomea",
        "Keski-Suomeen",
    ),
    ("Lappi", "Lapin", "Lappia", "Lappiin"),
    (
        "Päijät-Häme",
        "Päijät-Hämeen",
        "Päijät-Hämettä",
        "Päijät-Hämeeseen",
    ),
    ("Satakunta", "Satakunnan", "Satakuntaa", "Satakuntaan"),
    ("Uusimaa", "Uudenmaan", "Uuttamaata", "Uuteenmaahan"),
    (
        "Varsinais-Suomi",
        "Varsinais-Suomen",
        "Varsinais-Suomea",
        "Varsinais-Suomeen",
    ),
];

/// Stems that the genitive does not show.
const STEMS: &[(&str, &str)] = &[("Virrat", "Virroi")];

/// The in, from and to cases of names whose first part inflects with the last, inner then outer.
const BOTH_PARTS: &[(&str, &[&str])] = &[
    (
        "Isokyrö",
        &[
            "Isossakyrössä",
            "Isostakyröstä",
            "Isollakyröllä",
            "Isoltakyröltä",
            "Isollekyrölle",
        ],
    ),
    (
        "Kangasala",
        &[
            "Kangasalla",
            "Kangasalta",
            "Kangasalle",
            "Kangasalassa",
            "Kangasalasta",
        ],
    ),
    (
        "Uusikaarlepyy",
        &[
            "Uudessakaarlepyyssä",
            "Uudestakaarlepyystä",
            "Uudellakaarlepyyllä",
            "Uudeltakaarlepyyltä",
            "Uudellekaarlepyylle",
        ],
    ),
    (
        "Uusikaupunki",
        &[
            "Uudessakaupungissa",
            "Uudestakaupungista",
            "Uudellakaupungilla",
            "Uudeltakaupungilta",
            "Uudellekaupungille",
        ],
    ),
    (
        "Uusimaa",
        &[
            "Uudellamaalla",
            "Uudeltamaalta",
            "Uudellemaalle",
            "Uudessamaassa",
            "Uudestamaasta",
        ],
    ),
    (
        "Koski Tl",
        &[
            "Koskella Tl",
            "Koskelta Tl",
            "Koskelle Tl",
            "Koski Tl:n",
            "Koski Tl:ssä",
            "Koski Tl:stä",
        ],
    ),
];

/// Endings whose inflection is the same in every name: nominative, genitive stem, partitive, illative.
const ENDINGS: &[(&str, &str, &str, &str)] = &[
    ("järvi", "järve", "järveä", "järveen"),
    ("joki", "joe", "jokea", "jokeen"),
    ("kaupunki", "kaupungi", "kaupunkia", "kaupunkiin"),
    ("koski", "koske", "koskea", "koskeen"),
    ("lahti", "lahde", "lahtea", "lahteen"),
    ("maa", "maa", "maata", "maahan"),
    ("mäki", "mäe", "mäkeä", "mäkeen"),
    ("niemi", "nieme", "niemeä", "niemeen"),
    ("nummi", "numme", "nummea", "nummeen"),
    ("pyy", "pyy", "pyytä", "pyyhyn"),
    ("pää", "pää", "päätä", "päähän"),
    ("saari", "saare", "saarta", "saareen"),
    ("salmi", "salme", "salmea", "salmeen"),
    ("suu", "suu", "suuta", "suuhun"),
    ("vesi", "vede", "vettä", "veteen"),
];

/// The fields that state how a name inflects.
pub(crate) fn inflection(name: &str) -> Vec<String> {
    let [genitive, partitive, illative] = cases(name);
    let mut lines = vec![format!(
        "inflected = [{genitive:?}, {partitive:?}, {illative:?}]"
    )];
    let plural = genitive.ends_with("sten") && illative.ends_with("siin");
    let stem = STEMS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, stem)| (*stem).to_owned());
    if let Some(stem) = stem.or_else(|| plural.then(|| illative[..illative.len() - 2].to_owned())) {
        lines.push(format!("stem = {stem:?}"));
    }
    if let Some((_, local)) = BOTH_PARTS.iter().find(|(known, _)| *known == name) {
        lines.push(format!("local = {local:?}"));
    }
    lines
}

/// Genitive, partitive and illative of a place name.
fn cases(name: &str) -> [String; 3] {
    if let Some(name) = name.strip_suffix(" Tl") {
        return cases(name).map(|form| format!("{form} Tl"));
    }
    if let Some((_, genitive, partitive, illative)) =
        IRREGULAR.iter().find(|(known, ..)| *known == name)
    {
        return [genitive, partitive, illative].map(|form| (*form).to_owned());
    }
    let lower = name.to_lowercase();
    for (ending, stem, partitive, illative) in ENDINGS {
        if lower.ends_with(ending) && !(*ending == "maa" && is_one_word_maa(name)) {
            let kept = &name[..name.len() - ending.len()];
            let joined = |end: &str| {
                if kept.is_empty() {
                    capitalised(end)
                } else {
                    format!("{kept}{end}")
                }
            };
            return [
                joined(&format!("{stem}n")),
                joined(partitive),
                joined(illative),
            ];
        }
    }
    regular(name)
}

/// Names that end in the letters "maa" but not in the word.
fn is_one_word_maa(name: &str) -> bool {
    matches!(name, "Loimaa" | "Vehmaa")
}

/// Names whose stem is the name itself (or the name and an i), by their last sounds.
fn regular(name: &str) -> [String; 3] {
    let vowel = if is_back(name) { 'a' } else { 'ä' };
    let mut last = name.chars().rev();
    let end = last.next().unwrap_or_default();
    let before = last.next().unwrap_or_default();
    if !is_vowel(end) {
        return [
            format!("{name}in"),
            format!("{name}i{vowel}"),
            format!("{name}iin"),
        ];
    }
    let genitive = format!("{name}n");
    if end == before {
        return [genitive, format!("{name}t{vowel}"), format!("{name}seen")];
    }
    if name == "Ii" {
        return [genitive, "Iitä".to_owned(), "Iihin".to_owned()];
    }
    let hiatus = is_vowel(before) && matches!(end, 'o' | 'ö');
    let partitive = if hiatus {
        format!("{name}t{vowel}")
    } else {
        format!("{name}{vowel}")
    };
    [genitive, partitive, format!("{name}{end}n")]
}

fn is_vowel(character: char) -> bool {
    "aeiouyäöå".contains(character)
}

/// Whether the last vowel that decides is a back vowel.
fn is_back(name: &str) -> bool {
    name.to_lowercase()
        .chars()
        .rev()
        .find(|character| "aouåäöy".contains(*character))
        .is_some_and(|character| "aouå".contains(character))
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters
        .next()
        .map(|first| first.to_uppercase().to_string())
        .unwrap_or_default();
    first + characters.as_str()
}
