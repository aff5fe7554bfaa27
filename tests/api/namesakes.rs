//! Who is behind a project and works in it, and persons of one name.

use aluehaku::config::Settings;
use serde_json::{Value, json};

use super::history::{Service, article, contains};

/// Mentions of names where they first stand in a text: what is written, its kind and its canonical name.
fn mentions(body: &str, named: &[(&str, &str, &str)]) -> Value {
    let mention = |(text, kind, name): &(&str, &str, &str)| {
        let start = body.find(text).unwrap();
        json!({
            "part": "body", "start": start, "end": start + text.len(), "text": text,
            "kind": kind, "name": name,
        })
    };
    named.iter().map(mention).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_tells_who_is_behind_it_who_works_in_it_and_where() {
    let mut service = Service::new();
    let told = [
        (
            "1",
            "2020-03-01",
            "Kylätuli alkaa Oulussa. Hanketta rahoittaa Apusäätiö, ja sitä vetää Rantaväki ry. \
                Vetäjä on Aino Esimerkki, puhelin 040 123 4567.",
            json!(["Pohjois-Pohjanmaa"]),
        ),
        (
            "2",
            "2022-03-01",
            "Kylätuli jatkuu. Aino Esimerkki iloitsee.",
            json!(["Lappi"]),
        ),
        (
            "3",
            "2022-04-01",
            "Kylätuli vieraili torilla.",
            json!(["Kainuu"]),
        ),
        (
            "4",
            "2023-04-01",
            "Kylätuli palasi torille.",
            json!(["Lappi"]),
        ),
    ];
    for (number, (id, published, body, regions)) in told.into_iter().enumerate() {
        let all = [
            ("Kylätuli", "project", "Kylätuli"),
            ("Oulussa", "place", "Oulu"),
            ("Apusäätiö", "organisation", "Apusäätiö"),
            ("Rantaväki", "organisation", "Rantaväki"),
            ("Aino Esimerkki", "person", "Aino Esimerkki"),
        ];
        let named: Vec<_> = all
            .into_iter()
            .filter(|(text, ..)| body.contains(text))
            .collect();
        let mut record = article(id, published, "Talo", body);
        let of = |kind: &str| -> Vec<&str> {
            let own = named.iter().filter(|(_, known, _)| *known == kind);
            own.map(|(_, _, name)| *name).collect()
        };
        record["projects"] = json!(of("project"));
        record["organisations"] = json!(of("organisation"));
        record["persons"] = json!(of("person"));
        record["regions"] = regions;
        record["mentions"] = mentions(body, &named);
        if body.contains("Vetäjä") {
            record["mentions"][4]["role"] = json!("vetäjä");
        }
        service.put(number as i64, record);
    }
    let page = service.page("/projects/kylatuli").await;
    contains(&page, "4 artikkelia · 1 lähde · 2020–2023");
    let behind = page.split("id=\"behind\"").nth(1).unwrap();
    let funder = behind
        .find("Rahoittaja</p>\n<h3><a href=\"/organisations/apusaatio\">")
        .unwrap();
    let runner = behind
        .find("Hallinnoija</p>\n<h3><a href=\"/organisations/rantavaki\">")
        .unwrap();
    assert!(funder < runner);
    contains(
        behind,
        "<bdi>Hanketta rahoittaa Apusäätiö, ja sitä vetää Rantaväki ry.</bdi>",
    );
    contains(
        behind,
        "<bdi>Aino Esimerkki</bdi></a> <span class=\"meta\"><bdi>vetäjä</bdi></span></p> <span class=\"count\">2",
    );
    // Two articles tell of Lappi, a sentence names Oulu with the project; Kainuu stands alone in one.
    contains(&page, "<title>Lappi: 2</title>");
    contains(&page, "<title>Pohjois-Pohjanmaa: 1</title>");
    contains(&page, "<title>Kainuu: 0</title>");
    contains(&page, "Aluehaku. Hanke: Kylätuli. Haettu ");
    contains(&page, "href=\"/api/v1/export.csv?project=Kyl%C3%A4tuli\"");
    contains(&page, "href=\"/feeds/search.json?project=Kyl%C3%A4tuli\"");
}

#[tokio::test(flavor = "multi_thread")]
async fn persons_of_one_name_whom_nothing_ties_stand_apart() {
    let mut service = Service::new();
    let told = [
        ("1", "2019-03-01", "Lehti", "hankejohtaja", "Kylätuli"),
        ("2", "2021-05-01", "Lehti", "hankejohtaja", "Kylätuli"),
        ("3", "2023-05-01", "Piiri", "kirkkoherra", "Tornin kello"),
    ];
    for (number, (id, published, source, role, project)) in told.into_iter().enumerate() {
        let body = format!("Paikalla oli {role} Aino Esimerkki, ja {project} sai kiitosta.");
        let mut record = article(id, published, "Talo", &body);
        record["source"] = json!(source.to_lowercase());
        record["persons"] = json!(["Aino Esimerkki"]);
        record["projects"] = json!([project]);
        record["mentions"] = mentions(&body, &[("Aino Esimerkki", "person", "Aino Esimerkki")]);
        record["mentions"][0]["role"] = json!(role);
        service.put_of(source, number as i64, record);
    }
    let mut settings = Settings::default();
    settings.operator.contact = Some("haku@esimerkki.example".to_owned());
    let page = service.page_with("/persons/aino-esimerkki", settings).await;
    contains(&page, "Kyse voi olla eri ihmisistä");
    let (first, second) = page.split_once("id=\"roles-2\"").unwrap();
    contains(first, "<bdi>piiri · 2023 · 1 artikkeli</bdi></h2>");
    contains(first, "<bdi>kirkkoherra</bdi></h3>");
    assert!(!first.contains("<bdi>hankejohtaja</bdi></h3>"));
    contains(second, "<bdi>lehti · 2019–2021 · 2 artikkelia</bdi></h2>");
    contains(
        &page,
        "href=\"mailto:haku@esimerkki.example?subject=Aluehaku%3A%20Aino%20Esimerkki%2C%20eri%20henkil%C3%B6\"",
    );
}
