package dev.sequent.packet.syntax;

import dev.sequent.packet.script.ScriptOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CommonToken;

/** An option of scripts, given on a command line. */
public final class CommandLineOption {
    private CommandLineOption() {}

    /**
     * Reads {@code --name=value}.
     *
     * @throws IllegalArgumentException if there is no such option, or its value is wrong: says what is
     */
    public static ScriptOption read(String argument) {
        if (!argument.startsWith("--")) {
            throw new IllegalArgumentException("unknown option " + argument);
        }
        List<Problem> problems = new ArrayList<>();
        Optional<ScriptOption> option =
                OptionReader.read(new CommonToken(PacketScriptLexer.OPTION, argument), problems);
        return option.orElseThrow(() -> {
            Problem problem = problems.getFirst();
            String hint = problem.hint().isEmpty() ? "" : "; " + problem.hint();
            return new IllegalArgumentException(problem.message() + hint);
        });
    }
}
