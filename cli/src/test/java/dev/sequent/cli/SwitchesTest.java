package dev.sequent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.cli.SealedSwitches.Found;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds that a switch over a sealed type names every member of it, in the sources of every module, tests among them:
 * then, when a statement, an expression or a type is added, the compiler says where it is still unknown.
 */
class SwitchesTest {
    private static List<Found> switches;

    @BeforeAll
    static void readEverySource() throws IOException {
        switches = SealedSwitches.in(Sources.all());
    }

    /** Guards the other tests: of switches that nobody found nothing would be asked. */
    @Test
    void theSwitchesAreSeen() {
        assertThat(switches).hasSizeGreaterThan(100);
        assertThat(switches.stream().flatMap(found -> found.sealed().stream()))
                .contains(
                        "dev.sequent.language.model.Stmt",
                        "dev.sequent.language.model.Expr",
                        "dev.sequent.language.model.Expr.Proposition",
                        "dev.sequent.language.model.Type",
                        "dev.sequent.check.trace.TraceStep.Action",
                        "dev.sequent.stack.replay.ReplayAction");
    }

    @Test
    void aSwitchOverASealedTypeNamesEveryMember() {
        assertThat(switches.stream().filter(Found::leftover)).isEmpty();
    }

    // ------------------------------------------------------------ the search itself

    private static final String SHAPES = """
            package shop;
            public sealed interface Shape {
                record Circle(int radius) implements Shape {}
                sealed interface Angular extends Shape {}
                record Square(int side) implements Angular {}
                record Oblong(int width, int height) implements Angular {}
                enum Colour { RED, BLUE }
            }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "case Shape.Circle c -> 1; default -> 2;",
                "case Shape.Circle c when c.radius() > 1 -> 1; default -> 2;",
                "case Shape.Circle(int radius) -> 1; default -> 2;",
                "case null -> 0; case shop.Shape.Circle _ -> 1; default -> 2;",
                "case Shape.Circle _, Shape.Square _ -> 1; case null, default -> 2;",
                "case Oblong _ -> 1; default -> 2;",
                "case Shape.Circle _ -> 1; case Shape any -> 2;",
                "case Shape.Circle _ -> 1; case Object any -> 2;",
                "case Shape.Square _ -> 1; case Shape.Angular _ -> 2; case Shape.Circle _ -> 3;",
                "case Shape.Circle _ -> switch (this) { case Square _ -> 1; default -> 2; }; case Shape.Angular _ -> 3;",
            })
    void aBranchForTheRestIsFound(String cases) throws IOException {
        assertThat(in(cases)).extracting(Found::leftover).contains(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "case Shape.Circle _ -> 1; case Shape.Square _, Shape.Oblong _ -> 2;",
                "case Shape.Circle _ -> 1; case Shape.Angular _ -> 2;",
                "case Shape.Circle c when c.radius() > 1 -> 1; case Shape.Circle _ -> 2; case Shape.Angular _ -> 3;",
                "case Shape.Circle c -> switch (c.radius()) { case 1 -> 1; default -> 2; }; case Shape.Angular _ -> 3;",
                "case Shape.Circle _ -> switch (colour) { case RED -> 1; default -> 2; }; case Shape.Angular _ -> 3;",
            })
    void aSwitchThatNamesAllIsNot(String cases) throws IOException {
        assertThat(in(cases)).isNotEmpty().extracting(Found::leftover).containsOnly(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"case String s -> 1; default -> 2;", "case Shape _ -> 1; default -> 2;", "default -> 1;"})
    void aSwitchOverSomethingElseIsNoMatter(String cases) throws IOException {
        assertThat(in(cases)).isEmpty();
    }

    @Test
    void theFileAndTheLineAreNamed() throws IOException {
        assertThat(in("\n case Shape.Circle _ -> 1;\n default -> 2;"))
                .containsExactly(new Found("/yard/Use.java", 5, Set.of("shop.Shape"), true));
    }

    private static List<Found> in(String cases) throws IOException {
        return SealedSwitches.in(
                List.of(Sources.of("shop/Shape", SHAPES), Sources.of("yard/Use", """
                package yard;
                import shop.*;
                import shop.Shape.Oblong;
                abstract class Use implements Shape.Angular {
                    int of(Shape shape, Colour colour) { return switch (shape) { %s }; }
                }
                """.formatted(cases))));
    }
}
