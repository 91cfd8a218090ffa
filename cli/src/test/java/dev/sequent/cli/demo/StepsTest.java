package dev.sequent.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.Output;
import dev.sequent.view.Paint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A step that fails is a cross and a reason, whatever way it fails. */
class StepsTest {
    private final StringWriter out = new StringWriter();
    private final Steps steps = new Steps(
            new Console(new Output(out), new Output(out), InputStream.nullInputStream(), Map.of(), false, false),
            new Paint(false));

    @Test
    void done() throws Steps.Failed {
        steps.step("count", Duration.ofSeconds(5), () -> "three");
        assertThat(out.toString()).startsWith("  ✓ count").contains("three", " s)");
    }

    @Test
    void notAsItShould() {
        assertThatThrownBy(() -> steps.step("count", Duration.ofSeconds(5), () -> {
                    throw new Steps.Unexpected("four");
                }))
                .isInstanceOf(Steps.Failed.class);
        assertThat(out.toString()).isEqualTo("  ✗ count: four\n");
    }

    @Test
    void tooLong() {
        assertThatThrownBy(() -> steps.step("wait", Duration.ofMillis(50), () -> {
                    Thread.sleep(60_000);
                    return "never";
                }))
                .isInstanceOf(Steps.Failed.class);
        assertThat(out.toString()).contains("✗ wait: not over after");
    }

    /** An echo that is not faithful: one octet differs, one is missing, one is too many. */
    @Test
    void echoesAreCompared() throws Exception {
        assertThat(Transfer.echo(new Parrot(bytes -> bytes), 100_000, 7).bytes())
                .isEqualTo(100_000);
        assertThatThrownBy(() -> Transfer.echo(
                        new Parrot(bytes -> {
                            bytes[4711]++;
                            return bytes;
                        }),
                        100_000,
                        7))
                .isInstanceOf(Steps.Unexpected.class)
                .hasMessageContaining("what came back is not what was sent");
        assertThatThrownBy(() -> Transfer.echo(
                        new Parrot(bytes -> java.util.Arrays.copyOf(bytes, bytes.length - 1)), 100_000, 7))
                .hasMessageContaining("99999 of 100000");
        assertThatThrownBy(() -> Transfer.echo(
                        new Parrot(bytes -> java.util.Arrays.copyOf(bytes, bytes.length + 1)), 100_000, 7))
                .hasMessageContaining("100001 bytes came back");
    }

    /** Says all at once what it was told, when it was told everything. */
    private static final class Parrot implements Transfer.Ends {
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        private final java.util.function.UnaryOperator<byte[]> memory;
        private final java.util.concurrent.CountDownLatch finished = new java.util.concurrent.CountDownLatch(1);

        Parrot(java.util.function.UnaryOperator<byte[]> memory) {
            this.memory = memory;
        }

        @Override
        public OutputStream out() {
            return heard;
        }

        @Override
        public InputStream in() throws java.io.IOException {
            try {
                finished.await();
            } catch (InterruptedException e) {
                throw new java.io.InterruptedIOException();
            }
            return new ByteArrayInputStream(memory.apply(heard.toByteArray()));
        }

        @Override
        public void finish() {
            finished.countDown();
        }
    }
}
