package dev.arobase.config.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.arobase.config.PemFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a private key is that of a certificate. Where two files are renewed one after the other,
 * a pair that does not fit is in between: it would break every handshake.
 */
final class KeyMatch {
  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN (RSA |EC |)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final byte[] VERSION_0 = {2, 1, 0};
  private static final byte[] PROBE = "probe".getBytes(ISO_8859_1);
  private static final byte SEQUENCE = 0x30;
  private static final byte OCTET_STRING = 4;

  private KeyMatch() {}

  /** False only when it is certain: what is not understood here, TLS itself may understand. */
  static boolean mayFit(PemFile certificate, PemFile key) {
    try {
      PublicKey theirs =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(certificate.text().reveal().getBytes(ISO_8859_1)))
              .getPublicKey();
      Optional<String> algorithm = signature(theirs.getAlgorithm());
      Optional<byte[]> encoded = pkcs8(key.text().reveal(), theirs);
      return algorithm.isEmpty()
          || encoded.isEmpty()
          || fits(theirs, encoded.get(), algorithm.get());
    } catch (OtherKind certain) {
      return false;
    } catch (GeneralSecurityException | IllegalArgumentException notUnderstood) {
      return true;
    }
  }

  /** The key says by its frame that it is for another algorithm than the certificate's. */
  private static final class OtherKind extends GeneralSecurityException {
    private static final long serialVersionUID = 1;
  }

  private static boolean fits(PublicKey theirs, byte[] encoded, String algorithm)
      throws GeneralSecurityException {
    Optional<PrivateKey> ours = privateKey(theirs.getAlgorithm(), encoded);
    if (ours.isEmpty()) {
      // A key of another kind; or none, which is for TLS itself to say.
      return ALGORITHMS.stream().noneMatch(other -> privateKey(other, encoded).isPresent());
    }
    Signature sign = Signature.getInstance(algorithm);
    sign.initSign(ours.get());
    sign.update(PROBE);
    Signature verify = Signature.getInstance(algorithm);
    verify.initVerify(theirs);
    verify.update(PROBE);
    try {
      return verify.verify(sign.sign());
    } catch (GeneralSecurityException otherSize) {
      return false;
    }
  }

  private static Optional<PrivateKey> privateKey(String algorithm, byte[] encoded) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    } catch (GeneralSecurityException notThat) {
      return Optional.empty();
    }
  }

  private static Optional<String> signature(String algorithm) {
    return switch (algorithm) {
      case "RSA" -> Optional.of("SHA256withRSA");
      case "EC" -> Optional.of("SHA256withECDSA");
      case "EdDSA", "Ed25519" -> Optional.of("EdDSA");
      default -> Optional.empty();
    };
  }

  /**
   * The key as PKCS #8. The two older forms lack the algorithm, which the certificate's key has.
   */
  private static Optional<byte[]> pkcs8(String pem, PublicKey theirs) throws OtherKind {
    Matcher matcher = KEY.matcher(pem);
    if (!matcher.find()) {
      return Optional.empty();
    }
    @Nullable String form = matcher.group(1);
    @Nullable String text = matcher.group(2);
    byte[] der = Base64.getMimeDecoder().decode(text == null ? "" : text);
    if (form == null || form.isEmpty()) {
      return Optional.of(der);
    }
    if (!form.strip().equals(theirs.getAlgorithm())) {
      throw new OtherKind();
    }
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(VERSION_0);
    inner.writeBytes(algorithmIdentifier(theirs.getEncoded()));
    inner.writeBytes(tagged(OCTET_STRING, der));
    return Optional.of(tagged(SEQUENCE, inner.toByteArray()));
  }

  /** The first element of a SubjectPublicKeyInfo, as it stands. */
  private static byte[] algorithmIdentifier(byte[] publicKeyInfo) {
    int start = 1 + lengthBytes(publicKeyInfo, 1);
    int size = 1 + lengthBytes(publicKeyInfo, start + 1) + length(publicKeyInfo, start + 1);
    byte[] element = new byte[size];
    System.arraycopy(publicKeyInfo, start, element, 0, size);
    return element;
  }

  private static int lengthBytes(byte[] der, int at) {
    return (der[at] & 0x80) == 0 ? 1 : 1 + (der[at] & 0x7f);
  }

  private static int length(byte[] der, int at) {
    int more = lengthBytes(der, at) - 1;
    int length = more == 0 ? der[at] : 0;
    for (int i = 1; i <= more; i++) {
      length = length << 8 | (der[at + i] & 0xff);
    }
    return length;
  }

  private static byte[] tagged(byte tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
