package dev.sequent.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stream of text that keeps what went wrong with it, where a {@link PrintWriter} only keeps that something did. */
public final class Output extends PrintWriter {
    private final Attentive to;

    public Output(Writer to) {
        this(new Attentive(to));
    }

    private Output(Attentive to) {
        super(to, true);
        this.to = to;
    }

    /** The first trouble that there was. */
    Optional<IOException> trouble() {
        return Optional.ofNullable(to.trouble);
    }

    /** The standard output for bytes that are no text. It throws {@link OutputLost}, so that its troubles are not taken for the input's. */
    public static OutputStream ofBytes() {
        return new FilterOutputStream(new FileOutputStream(FileDescriptor.out)) {
            @Override
            public void write(byte[] bytes, int from, int length) {
                try {
                    out.write(bytes, from, length);
                } catch (IOException e) {
                    throw new OutputLost(e);
                }
            }
        };
    }

    private static final class Attentive extends FilterWriter {
        private volatile @Nullable IOException trouble;

        Attentive(Writer to) {
            super(to);
        }

        private interface Work {
            void run() throws IOException;
        }

        private void attend(Work work) throws IOException {
            try {
                work.run();
            } catch (IOException e) {
                if (trouble == null) {
                    trouble = e;
                }
                throw e;
            }
        }

        @Override
        public void write(int c) throws IOException {
            attend(() -> out.write(c));
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            attend(() -> out.write(text, from, length));
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            attend(() -> out.write(text, from, length));
        }

        @Override
        public void flush() throws IOException {
            attend(out::flush);
        }
    }
}
