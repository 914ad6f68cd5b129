package dev.arobase.config.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.arobase.config.PemFile;
import dev.arobase.config.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;

/** Certificates and private keys in PEM. */
final class PemReader {
  private static final int LONGEST = 4 * 1024 * 1024;

  private PemReader() {}

  static Optional<PemFile> certificates(Field field) {
    return file(field)
        .filter(
            pem -> {
              Optional<String> fault = certificateFault(pem.text().reveal());
              fault.ifPresent(reason -> field.error(pem.path().getFileName() + " " + reason));
              return fault.isEmpty();
            });
  }

  static Optional<PemFile> privateKey(Field field) {
    return file(field)
        .filter(
            pem -> {
              boolean key = pem.text().reveal().contains("PRIVATE KEY-----");
              if (!key) {
                field.error(pem.path().getFileName() + " holds no private key in PEM");
              }
              return key;
            });
  }

  private static Optional<String> certificateFault(String text) {
    if (!text.contains("-----BEGIN CERTIFICATE-----")) {
      return Optional.of("holds no certificate in PEM");
    }
    try {
      CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
      return Optional.empty();
    } catch (CertificateException e) {
      return Optional.of("holds a damaged certificate");
    }
  }

  private static Optional<PemFile> file(Field field) {
    return field
        .word()
        .flatMap(
            name -> {
              try {
                FilesRead files = field.reading().files();
                Path path = Path.of(name);
                String text = new String(files.read(path, LONGEST), ISO_8859_1);
                return Optional.of(new PemFile(files.absolute(path), Secret.of(text)));
              } catch (InvalidPathException e) {
                field.error("is no path of a file");
              } catch (IOException e) {
                field.error("cannot be read: " + e.getMessage());
              }
              return Optional.empty();
            });
  }
}
