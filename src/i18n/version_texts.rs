//! The table of texts of versions of articles and of citations.

use super::language::Language;
use super::messages::messages;

/// The texts of a language.
#[must_use]
pub fn version_texts(language: Language) -> &'static VersionTexts {
    match language {
        Language::Finnish => &FINNISH,
        Language::Swedish => &SWEDISH,
        Language::English => &ENGLISH,
    }
}

messages! {
    VersionTexts;
    title: "{title}, nähty {date}", "{title}, sedd {date}", "{title}, seen on {date}";
    of_article: "Artikkelin versio", "Version av artikeln", "Version of the article";
    moment: "{date} {time}", "{date} {time}", "{date} {time}";
    seen_until: "Nähty {from} – {to}.", "Sedd {from} – {to}.", "Seen {from} – {to}.";
    seen_since: "Nähty {from} alkaen. Tämä on nykyinen versio.", "Sedd sedan {from}. Detta är den nuvarande versionen.",
        "Seen since {from}. This is the present version.";
    is_earlier: "Artikkeli on muuttunut tämän jälkeen.", "Artikeln har ändrats efter detta.",
        "The article has changed since.";
    to_present: "Katso nykyinen versio", "Se den nuvarande versionen", "See the present version";
    older: "Edellinen versio", "Föregående version", "Previous version";
    newer: "Seuraava versio", "Följande version", "Next version";
    is_first: "Tämä on ensimmäinen versio, jonka Aluehaku on säilyttänyt.",
        "Detta är den första version som Aluehaku har sparat.", "This is the first version that Aluehaku has kept.";
    changes: "Mitä muuttui edelliseen verrattuna", "Vad som ändrades sedan föregående version",
        "What changed since the previous version";
    before: "Ennen ({date})", "Före ({date})", "Before ({date})";
    after: "Tässä versiossa ({date})", "I den här versionen ({date})", "In this version ({date})";
    part_title: "Otsikko", "Rubrik", "Title";
    part_lead: "Ingressi", "Ingress", "Lead";
    part_text: "Teksti", "Text", "Text";
    gone: "poistettu", "borttaget", "removed";
    come: "lisätty", "tillagt", "added";
    nothing: "ei mitään", "ingenting", "nothing";
    unchanged_one: "{count} kappale ennallaan", "{count} stycke oförändrat", "{count} paragraph unchanged";
    unchanged_many: "{count} kappaletta ennallaan", "{count} stycken oförändrade", "{count} paragraphs unchanged";
    is_cut: "Tästä lähteestä näytetään vain ote, joten kaikki muutokset eivät näy tässä.",
        "Av den här källan visas bara ett utdrag, så alla ändringar syns inte här.",
        "Only an excerpt of this source is shown, so not all changes are seen here.";
    all_versions: "Kaikki versiot", "Alla versioner", "All versions";
    cite: "Viittaa tähän versioon", "Hänvisa till den här versionen", "Cite this version";
    cited_seen: "Versio nähty {date}", "Version sedd {date}", "Version seen on {date}";
    found: "Nähty viimeksi", "Senast sedd", "Last seen";
    missing: "Alkuperäistä ei löytynyt, kun sitä haettiin viimeksi {date}. Se voi olla poistettu.",
        "Originalet hittades inte vid det senaste besöket {date}. Det kan vara borttaget.",
        "The original was not found at the last visit on {date}. It may have been taken down.";
    error_gone: "Artikkeli on poistettu", "Artikeln är borttagen", "The article is gone";
    error_gone_help: "Julkaisija on poistanut artikkelin. Aluehaku huomasi sen {date}, eikä artikkelia näytetä enää täälläkään.",
        "Utgivaren har tagit bort artikeln. Aluehaku märkte det {date}, och artikeln visas inte längre här heller.",
        "Its publisher took the article down. Aluehaku noticed that on {date}, and does not show it any more either.";
    error_version: "Versiota ei ole", "Versionen finns inte", "There is no such version";
    error_version_help: "Artikkelista ei ole tällaista versiota, tai sitä ei enää säilytetä.",
        "Det finns ingen sådan version av artikeln, eller så sparas den inte längre.",
        "The article has no such version, or it is not kept any more.";
    ris: "RIS (Zotero, EndNote)", "RIS (Zotero, EndNote)", "RIS (Zotero, EndNote)";
    bibtex: "BibTeX (LaTeX)", "BibTeX (LaTeX)", "BibTeX (LaTeX)";
    citations_ris: "Viitteet, RIS", "Hänvisningar, RIS", "Citations, RIS";
    citations_bibtex: "Viitteet, BibTeX", "Hänvisningar, BibTeX", "Citations, BibTeX";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_has_the_same_values_in_all_three_languages() {
        let values = |text: &str| -> Vec<String> {
            let named = text.split('{').skip(1);
            let mut names: Vec<_> = named
                .filter_map(|rest| rest.split_once('}'))
                .map(|(name, _)| name.to_owned())
                .collect();
            names.sort();
            names
        };
        for name in VersionTexts::NAMES {
            let of = |language| version_texts(language).by_name(name).unwrap();
            for language in Language::ALL {
                assert!(!of(language).is_empty(), "{name} in {language:?}");
                assert_eq!(
                    values(of(language)),
                    values(of(Language::English)),
                    "{name}"
                );
            }
        }
    }
}
