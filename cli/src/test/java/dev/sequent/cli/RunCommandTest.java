package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.cli.Sequent.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sequent run}: what is wrong is said before anything is opened. */
class RunCommandTest {
    private static final String LINK = "run --tap sq0 --address 192.0.2.2/24 ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "run --address 192.0.2.2/24 --app echo:7            | Missing required option: '--tap=NAME'",
                "run --tap sq0 --app echo:7                         | Missing required option: '--address=A/B'",
                "run --tap sq0 --address 192.0.2.2 --app echo:7     | lacks the prefix length; write it like 192.0.2.2/24",
                "run --tap sq0 --address 192.0.2/24 --app echo:7    | is not an IPv4 address",
                "run --tap sq0 --address 192.0.2.2/99 --app echo:7  | is not a prefix length",
                "LINK                                               | nothing to do: give an --app to serve",
                "LINK --app eco:7                                   | --app eco:7: there is no application 'eco'",
                "LINK --app echo                                    | lacks the port",
                "LINK --app echo:70000                              | a port is from 1 to 65535",
                "LINK --app echo:seven                              | is not a port",
                "LINK --app http:80                                 | lacks the folder",
                "LINK --app http:80=/no/such/folder                 | not a readable folder",
                "LINK --app echo:7 --impair loss=105%               | it is more than 100%",
                "LINK --app echo:7 --impair los=5%                  | is not one of the keys loss, duplicate",
                "LINK --app echo:7 --kernel-address 192.0.2.1       | lacks the prefix length",
                "LINK --app echo:7 --kernel-address 192.0.2.2/24    | 192.0.2.2/24 is also the --address",
                "LINK --app echo:7 --mtu 20                         | an MTU is from 68 to 65535",
                "LINK --app echo:7 --mtu big                        | Invalid value for option '--mtu'",
                "LINK --app echo:7 --mac 1:2:3                      | write six octets in hexadecimal",
                "LINK --app echo:7 --mac 01:00:5e:00:00:01          | this is not a station's address",
                "LINK --app echo:7 --duration 5                     | --duration needs a unit",
                "LINK --app echo:7 --set MSL=3h                     | MSL is from 1 ms to 10 min",
                "LINK --app echo:7 --set MLS=3s                     | did you mean MSL?",
                "LINK --app echo:7 nowhere.sqt                      | there is no specification nowhere.sqt",
                "LINK --connect 192.0.2.1                           | is not an address and a port",
                "LINK --connect localhost:80                        | is not an IPv4 address",
            })
    void wrongUse(String line, String message) {
        Run run = Sequent.run(line.replace("LINK", LINK).strip().split(" +"));
        assertThat(run.err()).contains(message);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aSpecificationWithErrors(@TempDir Path folder) throws IOException {
        Path root = Sequent.copy("tcp", folder);
        Sequent.edit(root.resolveSibling("segment-arrives.sqt"), "        choose-iss()\n", "        choose-isss()\n");
        Run run = Sequent.run((LINK + "--app echo:7 " + root).split(" +"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("segment-arrives.sqt:")
                .contains("choose-iss")
                .contains("1 error");
    }

    @Test
    void aSpecificationOfSomethingElse() {
        Run run = Sequent.run((LINK + "--app echo:7 " + Sequent.HOME.resolve("spec/abp")).split(" +"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("cannot run as a TCP").contains("machine Connection");
    }

    @Test
    void aSpecificationThatLacksACall(@TempDir Path folder) throws IOException {
        Path root = Sequent.copy("tcp", folder);
        List<Path> files;
        try (Stream<Path> all = Files.walk(root.getParent())) {
            files = all.filter(f -> f.toString().endsWith(".sqt")).toList();
        }
        for (Path file : files) { // scenarios call it, too
            Files.writeString(file, Files.readString(file).replaceAll("\\bABORT\\b", "GIVE-UP"));
        }
        Run run = Sequent.run((LINK + "--app echo:7 " + root).split(" +"));
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("the specification no longer declares call ABORT()");
    }
}
