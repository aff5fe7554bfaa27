//! What seals the addresses of recipients and proves that a link is ours. The key lies beside the archive, so an archive
//! that is handed on tells nobody's address.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

use anyhow::{Context as _, anyhow, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::aead::{self, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};

use crate::archive::alerts as archived;
use crate::archive::{Archive, Location};

/// The key's file in the data directory.
pub const FILE_NAME: &str = "alerts.key";

/// Bytes of the key.
const KEY_BYTES: usize = 32;

/// Bytes of the proof in a link.
const PROOF_BYTES: usize = 16;

/// What a link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To say that an alert is wanted.
    Confirm,
    /// To leave.
    Leave,
    /// To tell that mail came back.
    Bounce,
}

/// Seals recipients and proves links.
pub struct Keys {
    sealing: LessSafeKey,
    proving: hmac::Key,
    random: SystemRandom,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Keys")
    }
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Leave => "leave",
            Self::Bounce => "bounce",
        }
    }
}

impl Keys {
    /// The key for an archive; where machines share that, the one that all of them have.
    ///
    /// # Errors
    /// When the file cannot be read or written or holds no key, or the other machines have another one.
    pub fn of_archive(location: &Location) -> anyhow::Result<Self> {
        let keys = Self::open(location.data_dir())?;
        if !location.is_shared() {
            return Ok(keys);
        }
        let mut archive = Archive::open(location)?;
        if !archive.is_read_only() {
            let mark = keys.mark();
            let agreed = archive.write(|connection| archived::agree_on_key(connection, mark))?;
            ensure!(
                agreed == mark,
                "{} is another key than that of the machines that share the archive: put theirs in its place",
                location.data_dir().join(FILE_NAME).display()
            );
        }
        Ok(keys)
    }

    /// A number that tells the key from others, and nothing of it.
    fn mark(&self) -> i64 {
        let mut mark = [0; 8];
        let signed = hmac::sign(&self.proving, b"mark");
        for (byte, signed) in mark.iter_mut().zip(signed.as_ref()) {
            *byte = *signed;
        }
        i64::from_le_bytes(mark)
    }

    /// The key of a data directory; made when there is none.
    ///
    /// # Errors
    /// When the file cannot be read or written, or holds no key.
    pub fn open(data_dir: &Path) -> anyhow::Result<Self> {
        let path = data_dir.join(FILE_NAME);
        let told = || {
            format!(
                "the key of alerts {}: check its rights, or bring it back from a backup",
                path.display()
            )
        };
        let random = SystemRandom::new();
        make(&path, &random).with_context(told)?;
        let mut written = String::new();
        std::fs::File::open(&path)
            .and_then(|mut file| file.read_to_string(&mut written))
            .with_context(told)?;
        let bytes = STANDARD.decode(written.trim()).ok();
        let bytes = bytes.filter(|bytes| bytes.len() == KEY_BYTES);
        let master = bytes
            .ok_or_else(|| anyhow!("it is no key"))
            .with_context(told)?;
        Self::of(&master, random).with_context(told)
    }

    fn of(master: &[u8], random: SystemRandom) -> anyhow::Result<Self> {
        let master = hmac::Key::new(hmac::HMAC_SHA256, master);
        let derived = |name: &str| hmac::sign(&master, name.as_bytes());
        let sealing = UnboundKey::new(&aead::CHACHA20_POLY1305, derived("sealing").as_ref());
        Ok(Self {
            sealing: LessSafeKey::new(sealing.map_err(|_| anyhow!("it is too short"))?),
            proving: hmac::Key::new(hmac::HMAC_SHA256, derived("proving").as_ref()),
            random,
        })
    }

    /// A number that nobody guesses.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn number(&self) -> anyhow::Result<i64> {
        let mut bytes = [0; 8];
        self.fill(&mut bytes)?;
        // Positive, so that it is written in digits alone.
        Ok(i64::from_le_bytes(bytes) & i64::MAX)
    }

    /// Seals a text.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn seal(&self, text: &str) -> anyhow::Result<Vec<u8>> {
        let mut nonce = [0; NONCE_LEN];
        self.fill(&mut nonce)?;
        let mut sealed = text.as_bytes().to_vec();
        self.sealing
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::empty(),
                &mut sealed,
            )
            .map_err(|_| anyhow!("an address cannot be sealed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed with this key.
    #[must_use]
    pub fn open_sealed(&self, sealed: &[u8]) -> Option<String> {
        let (nonce, content) = sealed.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut content = content.to_vec();
        let opened = self
            .sealing
            .open_in_place(nonce, Aad::empty(), &mut content);
        String::from_utf8(opened.ok()?.to_vec()).ok()
    }

    /// Tells one recipient from others.
    #[must_use]
    pub fn hash(&self, recipient: &str) -> Vec<u8> {
        self.sign("recipient", recipient.as_bytes())
    }

    /// What a link to an alert carries.
    #[must_use]
    pub fn token(&self, purpose: Purpose, alert: i64) -> String {
        let proof = self.sign(purpose.as_str(), &alert.to_le_bytes());
        format!("{alert:016x}{}", hex(&proof[..PROOF_BYTES]))
    }

    /// The alert of a link, when the link is ours and for that purpose.
    #[must_use]
    pub fn alert_of(&self, purpose: Purpose, token: &str) -> Option<i64> {
        let number = token.get(..16)?;
        let alert = i64::from_str_radix(number, 16).ok()?;
        let expected = self.token(purpose, alert);
        // In the same time whatever of it is right.
        let (given, expected) = (
            self.sign("compare", token.as_bytes()),
            self.sign("compare", expected.as_bytes()),
        );
        (given == expected).then_some(alert)
    }

    /// The secret with which messages to a webhook are signed, as its receiver gets it.
    #[must_use]
    pub fn webhook_secret(&self, alert: i64) -> String {
        let secret = self.sign("webhook", &alert.to_le_bytes());
        format!("whsec_{}", STANDARD.encode(secret))
    }

    /// The secret with which alarms to the operator's webhook are signed.
    #[must_use]
    pub fn operator_secret(&self) -> String {
        let secret = self.sign("operator", &[]);
        format!("whsec_{}", STANDARD.encode(secret))
    }

    fn sign(&self, purpose: &str, content: &[u8]) -> Vec<u8> {
        let mut signed = hmac::Context::with_key(&self.proving);
        signed.update(purpose.as_bytes());
        signed.update(&[0]);
        signed.update(content);
        signed.sign().as_ref().to_vec()
    }

    fn fill(&self, bytes: &mut [u8]) -> anyhow::Result<()> {
        self.random
            .fill(bytes)
            .map_err(|_| anyhow!("the system gives no random numbers"))
    }
}

/// Makes the key where there is none; who makes it first wins.
fn make(path: &Path, random: &SystemRandom) -> anyhow::Result<()> {
    if path.exists() {
        return Ok(());
    }
    let mut key = [0; KEY_BYTES];
    random
        .fill(&mut key)
        .map_err(|_| anyhow!("the system gives no random numbers"))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    // Readable by its owner alone.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    writeln!(file, "{}", STANDARD.encode(key))?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(path) {
        Ok(_) => {}
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error.error.into()),
    }
    OpenOptions::new().read(true).open(folder)?.sync_all()?;
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_address_is_opened_by_the_key_of_its_archive_alone() {
        let (here, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let keys = Keys::open(here.path()).unwrap();
        let sealed = keys.seal("aino@esimerkki.example").unwrap();
        assert_ne!(sealed, keys.seal("aino@esimerkki.example").unwrap());
        assert!(!sealed.windows(4).any(|bytes| bytes == b"aino"));
        let again = Keys::open(here.path()).unwrap();
        assert_eq!(
            again.open_sealed(&sealed).as_deref(),
            Some("aino@esimerkki.example")
        );
        let other = Keys::open(elsewhere.path()).unwrap();
        assert_eq!(other.open_sealed(&sealed), None);
        assert_eq!(keys.open_sealed(b"x"), None);
    }

    #[test]
    fn a_link_is_good_for_one_alert_and_one_purpose() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::open(folder.path()).unwrap();
        let token = keys.token(Purpose::Leave, 77);
        assert_eq!(keys.alert_of(Purpose::Leave, &token), Some(77));
        assert_eq!(keys.alert_of(Purpose::Confirm, &token), None);
        let other = format!("{:016x}{}", 78, &token[16..]);
        assert_eq!(keys.alert_of(Purpose::Leave, &other), None);
        for wrong in [
            "",
            "x",
            "ä".repeat(40).as_str(),
            &token[..20],
            &format!("{token}0"),
        ] {
            assert_eq!(keys.alert_of(Purpose::Leave, wrong), None, "{wrong}");
        }
    }
}
