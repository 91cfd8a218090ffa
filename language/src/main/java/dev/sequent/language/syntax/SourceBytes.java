package dev.sequent.language.syntax;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The bytes of a file as text. */
public final class SourceBytes {
    /** Bytes of a file. */
    public static final int MOST = 16 << 20;

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private SourceBytes() {}

    /** @param file see {@link SourceReader.Reading.Text} */
    public static SourceReader.Reading text(Object file, byte[] bytes) {
        if (bytes.length > MOST) {
            return new SourceReader.Reading.TooLarge();
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
            int column = 1 + text.codePointCount(text.lastIndexOf('\n') + 1, text.length());
            return new SourceReader.Reading.NotUtf8(in.position(), bytes[in.position()] & 0xff, line, column);
        }
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return new SourceReader.Reading.Text(file, marked ? text.substring(1) : text);
    }
}
