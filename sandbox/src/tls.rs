//! A certificate authority of the sandbox's own, and the one certificate that it signs.

use std::sync::Arc;

use anyhow::{Context, Result};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

/// The names under which Discord is reached.
const NAMES: [&str; 6] =
    ["discord.com", "*.discord.com", "cdn.discordapp.com", "media.discordapp.net", "localhost", "127.0.0.1"];

/// What a listener needs, and what a client must trust.
pub(crate) struct Identity {
    pub(crate) acceptor: TlsAcceptor,
    /// The authority's certificate, in PEM.
    pub(crate) authority: String,
}

/// Makes a new authority and its certificate.
pub(crate) fn identity() -> Result<Identity> {
    let mut authority = CertificateParams::default();
    authority.distinguished_name.push(DnType::CommonName, "Sandbox authority");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let authority_key = KeyPair::generate().context("cannot make the authority's key")?;
    let authority_certificate =
        authority.self_signed(&authority_key).context("cannot make the authority's certificate")?;

    let mut leaf = CertificateParams::new(NAMES.map(String::from)).context("cannot name the certificate")?;
    leaf.distinguished_name.push(DnType::CommonName, "discord.com");
    leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let leaf_key = KeyPair::generate().context("cannot make the certificate's key")?;
    let issuer = Issuer::from_params(&authority, &authority_key);
    let leaf_certificate = leaf.signed_by(&leaf_key, &issuer).context("cannot sign the certificate")?;

    let chain: Vec<CertificateDer<'static>> = vec![leaf_certificate.der().clone()];
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(leaf_key.serialize_der()));
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .context("no TLS version to speak")?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .context("the certificate does not fit its key")?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Identity { acceptor: TlsAcceptor::from(Arc::new(config)), authority: authority_certificate.pem() })
}
