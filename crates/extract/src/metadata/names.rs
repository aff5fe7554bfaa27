//! The names under which pages state metadata.

/// Names of `meta` elements that state publication, surest first, their letters and digits alone.
/// `og:updated_time` and `last-modified` are left out on purpose: many sites put the time of the
/// last build there.
pub(super) const PUBLISHED_METAS: &[&str] = &[
    "articlepublishedtime",
    "ogarticlepublishedtime",
    "datepublished",
    "parselypubdate",
    "articleoriginalpublicationdate",
    "originalpublicationdate",
    "articlepublished",
    "articlepublisheddate",
    "articlepubdate",
    "articlepublishdate",
    "articlecreated",
    "articledateoriginal",
    "btpubdate",
    "cxenseparserecspublishtime",
    "rnewsdatepublished",
    "dctermsissued",
    "dcdateissued",
    "dctermscreated",
    "dcdatecreated",
    "dccreated",
    "dcdatepublication",
    "dctermsdate",
    "dcdate",
    "citationpublicationdate",
    "citationonlinedate",
    "citationdate",
    "sailthrudate",
    "publishdate",
    "publisheddate",
    "publishedtime",
    "publishedat",
    "publishtime",
    "publicationdate",
    "datepublish",
    "ogpublisheddate",
    "ogpublishdate",
    "ogpubdate",
    "ogpublishedtime",
    "ogdatepublished",
    "ogregdate",
    "videoreleasedate",
    "releasedate",
    "displaydate",
    "articledate",
    "docdate",
    "contentcreatedate",
    "datecreated",
    "dateposted",
    "pubdate",
    "pdate",
    "ptime",
    "published",
    "created",
    "createddate",
    "creationdate",
    "date",
];

/// How names of `meta` elements that state publication end, where a site puts its own in front.
pub(super) const PUBLISHED_ENDINGS: &[&str] = &[
    "publisheddate",
    "publishdate",
    "publishedtime",
    "publicationdate",
    "datepublished",
];

/// Names of `meta` elements that state the last change, written so too.
pub(super) const MODIFIED_METAS: &[&str] = &[
    "articlemodifiedtime",
    "ogarticlemodifiedtime",
    "datemodified",
    "dctermsmodified",
    "dcdatemodified",
    "ogupdatedtime",
];

/// Names of `meta` elements that give the title.
pub(super) const TITLE_METAS: &[&str] = &["og:title", "twitter:title", "dc.title", "dcterms.title"];

/// Names of `meta` elements that name the writer.
pub(super) const AUTHOR_METAS: &[&str] = &[
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "og:article:author",
    "article:author_name",
    "byl",
    "byline",
    "citation_author",
    "dcsext.author",
    "cXenseParse:author",
    "rbauthors",
];

/// Names of `meta` elements that hold topic words.
pub(super) const TOPIC_METAS: &[&str] = &["article:tag", "article:section", "dc.subject"];

/// Names of accounts that are no persons.
pub(super) const ACCOUNTS: &[&str] = &[
    "admin",
    "administrator",
    "ylläpito",
    "yllapito",
    "webmaster",
    "editor",
    "toimitus",
    "root",
    "user",
    "käyttäjä",
    "viestintä",
    "tiedotus",
    "pääkäyttäjä",
    "ylläpitäjä",
    "yllapitaja",
    "päivittäjä",
    "julkaisija",
    "moderaattori",
    "webbmaster",
    "användare",
    "moderator",
    "superuser",
    "guest",
    "null",
    "undefined",
    "wordpress",
];

/// Item properties and RDFa terms that state publication, letters alone.
pub(super) const PUBLISHED_PROPERTIES: &[&str] = &[
    "datepublished",
    "schemadatepublished",
    "dccreated",
    "dcissued",
    "dcdate",
    "datecreated",
    "schemadatecreated",
];
