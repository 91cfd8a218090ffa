package dev.sequent.cli;

import dev.sequent.cli.control.ControlClient;
import dev.sequent.cli.control.ControlServer;
import dev.sequent.cli.control.Rendezvous;
import dev.sequent.cli.terminal.Console;
import dev.sequent.cli.terminal.ExitCode;
import dev.sequent.view.json.JsonFormatException;
import dev.sequent.view.json.JsonReader;
import dev.sequent.view.json.JsonValue;
import dev.sequent.view.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sequent ss}. */
@Command(
        name = "ss",
        sortOptions = false,
        description = {
            "List the connections of the running stacks, as 'ss -tan' lists the kernel's.",
            "Below them: how often the specification broke one of its own rules, if it did.",
            "With --info, below each connection: all that the specification lets be observed of it",
            "('observe NAME : TYPE = EXPRESSION'), or '-' for what cannot be computed at the moment.",
            "",
            "Asks each 'sequent run' of this user, over a Unix domain socket below $XDG_RUNTIME_DIR or /tmp.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all running stacks answered (there may be none)",
            "3:a running stack did not answer, or the folder of its socket is not this user's alone"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  sequent ss", "  sequent ss --info", "  sequent ss --json"})
final class SsCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommonOptions common;

    @Option(
            names = {"-i", "--info"},
            description = "Show what the specification lets be observed of each connection, as 'ss -i' does.")
    private boolean info;

    @Option(
            names = "--json",
            description = "Print one JSON object: the stacks, their parameters, counters and connections, with info.")
    private boolean json;

    SsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var where = new Rendezvous(console);
        List<ControlClient.Answer> answers =
                ControlClient.askAll(where, json ? ControlServer.JSON : info ? ControlServer.INFO : ControlServer.TEXT);
        var texts = new ArrayList<String>();
        var stacks = new ArrayList<JsonValue>();
        for (ControlClient.Answer answer : answers) {
            if (!answer.answered()) {
                console.say(answer.socket() + ": " + answer.text());
            } else if (json) {
                object(answer).ifPresent(stacks::add);
            } else if (info && answer.text().isEmpty()) {
                console.say(answer.socket() + ": this stack is of an older sequent, which does not know --info;"
                        + " ask without it, or start the stack again");
            } else {
                texts.add(answer.text());
            }
        }
        if (json) {
            console.print(json(stacks));
        } else if (answers.isEmpty()) {
            console.say("no stack of this user is running");
        } else {
            console.print(String.join("\n", texts));
        }
        return texts.size() + stacks.size() == answers.size() ? ExitCode.OK : ExitCode.MISSING;
    }

    private Optional<JsonValue> object(ControlClient.Answer answer) {
        try {
            if (JsonReader.parse(answer.text()) instanceof JsonValue.Obj stack) {
                return Optional.of(stack);
            }
            console.say(answer.socket() + ": the answer is not a JSON object");
        } catch (JsonFormatException e) {
            console.say(answer.socket() + ": the answer is not JSON: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static String json(List<JsonValue> stacks) {
        var json = new JsonWriter();
        json.document("sequent-ss", 1, () -> {
            json.name("stacks").array(stacks, json::value);
        });
        return json.toString();
    }
}
