//! What a person should know of certificates that could be read.

use super::time::date;
use super::{Certificate, Name};
use crate::form::values::Shown;
use crate::say::{Message, message};

/// How long before its end a certificate is worth a warning, in seconds.
const SOON: i64 = 30 * 86_400;

/// All warnings that need no clock: of each certificate in order, and then of the chain.
pub(super) fn warnings(all: &[Certificate]) -> Vec<Message> {
    let mut warnings = Vec::new();
    for certificate in all {
        warnings.extend(as_authority(certificate, all));
    }
    // Certificates whose issuer is missing, unless a root of the same name stands beside them, as
    // with a CA that another one has signed as well.
    let ends = all.iter().filter(|end| {
        let name = &end.subject_der;
        end.is_ca()
            && !end.self_issued
            && !all.iter().any(|other| {
                other.is_ca()
                    && (other.subject_der == end.issuer_der
                        || other.self_issued && other.subject_der == *name)
            })
    });
    let single = all.iter().filter(|one| one.is_ca()).count() == 1;
    warnings.extend(ends.map(|end| without_root(end, single)));
    warnings
}

/// What a clock says of a certificate at the instant `now`, in seconds since the epoch.
pub(super) fn in_time(certificate: &Certificate, now: i64) -> Option<Message> {
    let subject = shown(&certificate.subject);
    if now > certificate.not_after {
        let end = date(certificate.not_after);
        return Some(message!(
            "The certificate “{subject}” expired on {end} (UTC), and every program refuses it. Ask the people who run the proxy for the one that replaces it.",
            "証明書「{subject}」は {end}（UTC）に期限が切れており、どのプログラムにも拒否されます。プロキシの管理者から、更新後の証明書をもらってください。",
        ));
    }
    if now < certificate.not_before {
        let start = date(certificate.not_before);
        return Some(message!(
            "The certificate “{subject}” is valid only from {start} (UTC). Ask for the one in use today, or check the clock of this device.",
            "証明書「{subject}」が有効になるのは {start}（UTC）からです。現在使われている証明書をもらうか、この端末の時計を確かめてください。",
        ));
    }
    if certificate.not_after < now.saturating_add(SOON) {
        let end = date(certificate.not_after);
        return Some(message!(
            "The certificate “{subject}” expires on {end} (UTC), within 30 days. Ask for its successor now; both can be trusted at the same time.",
            "証明書「{subject}」は 30 日以内、{end}（UTC）に期限が切れます。早めに後継の証明書をもらってください。両方を同時に登録できます。",
        ));
    }
    None
}

fn as_authority(certificate: &Certificate, all: &[Certificate]) -> Option<Message> {
    let [subject, issuer] = [&certificate.subject, &certificate.issuer].map(shown);
    if certificate.is_ca() {
        return (certificate.key_cert_sign == Some(false)).then(|| {
            message!(
                "The CA “{subject}” may not sign certificates: its key usage lacks keyCertSign, and programs refuse what it signed. Ask for the certificate that signs the proxy's.",
                "認証局（CA）「{subject}」の証明書は、鍵用途（keyUsage）に keyCertSign がなく、証明書に署名できません。この CA が署名した証明書は拒否されます。プロキシの証明書に署名している CA の証明書をもらってください。",
            )
        });
    }
    if all.iter().any(Certificate::is_ca) {
        return Some(message!(
            "“{subject}” is not a CA but the certificate of a server. It does no harm here and is of no use either; leave it out.",
            "「{subject}」は認証局（CA）ではなく、サーバーの証明書です。害はありませんが、必要もないので、取り除いてください。",
        ));
    }
    Some(message!(
        "“{subject}” is not a CA but the certificate of a server, and the proxy shows another one for each site. Ask the people who run the proxy for the root certificate of the CA that signs them; this one was issued by “{issuer}”.",
        "「{subject}」は認証局（CA）ではなく、サーバーの証明書です。プロキシはサイトごとに別の証明書を提示するので、これでは足りません。プロキシの管理者から、それらに署名している CA のルート証明書をもらってください。この証明書の発行者は「{issuer}」です。",
    ))
}

fn without_root(end: &Certificate, single: bool) -> Message {
    let [subject, issuer] = [&end.subject, &end.issuer].map(shown);
    if single {
        return message!(
            "“{subject}” is an intermediate CA. Go programs (Runner, Docker) are content with it, but OpenSSL and much that is built on it are not. Paste the certificate of “{issuer}” as well, up to the root, which issued itself.",
            "「{subject}」は中間認証局（CA）です。Go のプログラム（Runner、Docker）はこれだけでも受け入れますが、OpenSSL と、それを使う多くのプログラムは受け入れません。「{issuer}」の証明書も、自分自身が発行者であるルート証明書まで貼り付けてください。",
        );
    }
    message!(
        "The chain ends at “{subject}”, before its root: the certificate of “{issuer}” is missing. Paste it as well, up to the root, which issued itself.",
        "証明書のチェーンが「{subject}」で終わっていて、ルート証明書がありません。「{issuer}」の証明書も、自分自身が発行者であるルート証明書まで貼り付けてください。",
    )
}

/// A name on one short line; names of other attributes than ours show as nothing.
fn shown(name: &Name) -> String {
    match name.text.trim().is_empty() {
        true => "?".to_owned(),
        false => Shown(&name.text).to_string(),
    }
}
