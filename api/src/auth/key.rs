//! The local signing key: an Ed25519 key pair in the data directory, for development and small installations.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{DecodingKey, EncodingKey};

const FILE_NAME: &str = "signing-key.pk8";

/// Why the local key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error("the signing key {} cannot be read or written", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file is not an Ed25519 key.
    #[error("{} is not an Ed25519 key in PKCS#8; move it away and a new one is made", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
    },
    /// No key could be made.
    #[error("the operating system gave no randomness for a new signing key")]
    NoRandomness,
}

/// An Ed25519 key pair that signs and checks the registry's own tokens.
pub struct LocalKey {
    /// Signs.
    pub encoding: EncodingKey,
    /// Checks.
    pub decoding: DecodingKey,
}

impl LocalKey {
    /// The key in the data directory.
    ///
    /// # Errors
    /// When there is none or it is not readable.
    pub fn open(data_dir: &Path) -> Result<Self, KeyError> {
        let path = data_dir.join(FILE_NAME);
        let document = fs::read(&path).map_err(|source| KeyError::File { path: path.clone(), source })?;
        Self::from_pkcs8(&document).ok_or(KeyError::Malformed { path })
    }

    /// The key in the data directory, made first (mode 0600) when there is none.
    ///
    /// # Errors
    /// When the file cannot be read or written, or is not a key.
    pub fn open_or_create(data_dir: &Path) -> Result<Self, KeyError> {
        let path = data_dir.join(FILE_NAME);
        if !path.exists() {
            let document =
                Ed25519KeyPair::generate().and_then(|pair| pair.to_pkcs8v1()).map_err(|_| KeyError::NoRandomness)?;
            write_private(&path, document.as_ref()).map_err(|source| KeyError::File { path, source })?;
        }
        Self::open(data_dir)
    }

    fn from_pkcs8(document: &[u8]) -> Option<Self> {
        let pair = Ed25519KeyPair::from_pkcs8(document).ok()?;
        let public = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
        Some(Self {
            encoding: EncodingKey::from_ed_der(document),
            decoding: DecodingKey::from_ed_components(&public).ok()?,
        })
    }
}

/// Writes a new file that only its owner can read. It appears whole or not at all, and never replaces another.
fn write_private(path: &Path, contents: &[u8]) -> io::Result<()> {
    use std::io::Write as _;
    let draft = path.with_extension(format!("{}.new", std::process::id()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    file.write_all(contents)?;
    file.sync_all()?;
    // A hard link fails when another process was first; its key is then the one in use.
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}
