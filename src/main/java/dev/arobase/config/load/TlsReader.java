package dev.arobase.config.load;

import dev.arobase.config.PemFile;
import dev.arobase.config.TlsConfig;
import java.util.Optional;

/** {@code providers.P.tls}. */
final class TlsReader {
  private TlsReader() {}

  static TlsConfig read(Field field) {
    Section section = field.section();
    boolean verify = section.field("verify").flatMap(Field::bool).orElse(true);
    Optional<PemFile> ca = section.field("ca_file").flatMap(PemReader::certificates);
    Optional<PemFile> certificate =
        section.field("client_cert_file").flatMap(PemReader::certificates);
    Optional<PemFile> key = section.field("client_key_file").flatMap(PemReader::privateKey);
    if (section.has("client_cert_file") != section.has("client_key_file")) {
      section.error("needs client_cert_file and client_key_file together");
    }
    if (certificate.isPresent()
        && key.isPresent()
        && !KeyMatch.mayFit(certificate.get(), key.get())) {
      section.error(
          "the key in client_key_file is not that of the certificate in client_cert_file");
    }
    if (!verify && ca.isPresent()) {
      section.warning("verify: false makes ca_file pointless; any certificate is taken");
    }
    TlsConfig tls =
        new TlsConfig(
            ca, verify, certificate, key, section.field("server_name").flatMap(Field::word));
    section.done();
    return tls;
  }
}
