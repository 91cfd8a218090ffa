package dev.sequent.stack.app;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Octets in a path of a URI (RFC 3986, 2.1). A path on disk is a sequence of octets, too, and not always UTF-8: so
 * nothing here turns them into characters.
 */
final class PercentEncoding {

    private static final String PLAIN = "/-._~!$&'()*+,;=@";
    private static final String DIGITS = "0123456789ABCDEF";

    private PercentEncoding() {}

    /** @throws HttpRequest.Malformed if a percent sign is not followed by two hexadecimal digits */
    static byte[] decode(String path) throws HttpRequest.Malformed {
        byte[] octets = path.getBytes(StandardCharsets.ISO_8859_1);
        if (path.indexOf('%') < 0) {
            return octets;
        }
        var decoded = new ByteArrayOutputStream(octets.length);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '%') {
                if (i + 2 >= octets.length || digit(octets[i + 1]) < 0 || digit(octets[i + 2]) < 0) {
                    throw new HttpRequest.Malformed(
                            400, "a percent sign in the target is not followed by two hexadecimal digits");
                }
                decoded.write(digit(octets[i + 1]) << 4 | digit(octets[i + 2]));
                i += 2;
            } else {
                decoded.write(octets[i]);
            }
        }
        return decoded.toByteArray();
    }

    private static int digit(byte octet) {
        return Character.digit((char) octet, 16);
    }

    /** Leaves what is allowed in a path (RFC 3986, 3.3), including slashes, as it is. */
    static String encode(byte[] path) {
        var text = new StringBuilder(path.length + 16);
        for (byte octet : path) {
            char c = (char) (octet & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
                text.append(c);
            } else {
                text.append('%').append(DIGITS.charAt(c >> 4)).append(DIGITS.charAt(c & 15));
            }
        }
        return text.toString();
    }
}
