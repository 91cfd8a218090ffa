package dev.sequent.packet.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.packet.batch.Outcome;
import dev.sequent.packet.batch.ScriptFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The scripts beside the specification, which were written from the RFC, pass. */
class SpecScriptsTest {

    private static final Path FOLDER = Path.of("../spec/tcp/scripts");

    @TestFactory
    Stream<DynamicTest> theScriptsOfTheRfcPass() throws IOException {
        return ScriptFiles.find(List.of(FOLDER)).stream()
                .map(file -> DynamicTest.dynamicTest(FOLDER.relativize(file).toString(), () -> passes(file)));
    }

    private static void passes(Path file) throws IOException {
        Outcome outcome = Scripts.plain().run(file.toString(), Files.readString(file));
        assertThat(outcome.word()).as(outcome.line() + "\n" + outcome.details()).isEqualTo("passed");
    }
}
