package dev.sequent.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream of text that remembers what went wrong with it, where a {@link PrintWriter} only remembers that something
 * did.
 */
public final class Output extends PrintWriter {
    private final Attentive to;

    private final boolean pipe;

    public Output(Writer to) {
        this(new Attentive(to), false);
    }

    private Output(Attentive to, boolean pipe) {
        super(to, true);
        this.to = to;
        this.pipe = pipe;
    }

    /**
     * One of the process's own, in UTF-8. Not through {@link System#out}, which does not say why it cannot write.
     *
     * @param number of the descriptor
     */
    static Output of(FileDescriptor descriptor, int number) {
        return new Output(
                new Attentive(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8)),
                target(number).filter(to -> to.startsWith("pipe:")).isPresent());
    }

    /** What a descriptor of the process refers to, if the system says so: a path, or {@code pipe:[NUMBER]}. */
    static Optional<String> target(int number) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + number)).toString());
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether anything was written. */
    public boolean begun() {
        return to.begun;
    }

    /** @throws OutputLost if anything could not be written */
    void check() {
        flush();
        IOException trouble = to.trouble;
        if (trouble != null) {
            throw new OutputLost(trouble, pipe);
        }
    }

    /**
     * The standard output for bytes that are not text. It throws {@link OutputLost}, so that its failures are not taken
     * for the input's.
     */
    public static OutputStream ofBytes() {
        boolean pipe = target(1).filter(to -> to.startsWith("pipe:")).isPresent();
        return new FilterOutputStream(new FileOutputStream(FileDescriptor.out)) {
            @Override
            public void write(byte[] bytes, int from, int length) {
                try {
                    out.write(bytes, from, length);
                } catch (IOException e) {
                    throw new OutputLost(e, pipe);
                }
            }
        };
    }

    private static final class Attentive extends FilterWriter {
        private volatile @Nullable IOException trouble;
        private volatile boolean begun;

        Attentive(Writer to) {
            super(to);
        }

        private interface Work {
            void run() throws IOException;
        }

        private void attend(Work work) throws IOException {
            begun = true;
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
            if (begun) {
                attend(out::flush);
            }
        }
    }
}
