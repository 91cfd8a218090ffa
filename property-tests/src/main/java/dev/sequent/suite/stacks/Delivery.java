package dev.sequent.suite.stacks;

import dev.sequent.suite.property.Observer;
import dev.sequent.suite.property.Property;
import dev.sequent.suite.property.Setting;
import java.util.Locale;
import net.jqwik.api.Arbitrary;

/** The one thing that TCP is for. */
final class Delivery implements Property<Plan> {
    private final Setting setting;

    Delivery(Setting setting) {
        this.setting = setting;
    }

    @Override
    public String name() {
        return "delivery";
    }

    @Override
    public String sentence() {
        return "Whatever two users do and the network between them: octets arrive intact and in order, or a user is told"
                + " of the failure; nobody is told of one without a reason; nothing stalls; nothing is left behind.";
    }

    @Override
    public String reference() {
        return "RFC 9293, 2.2, 3.6, 3.8.3, 3.9.1";
    }

    @Override
    public int tries() {
        return 4_000;
    }

    @Override
    public Arbitrary<Plan> values() {
        return new Plans(setting).plans();
    }

    @Override
    public void check(Plan plan, Observer observer) {
        var run = new TwoStacks(plan, value(plan, "SND-BUFFER"), value(plan, "RCV-BUFFER"), observer);
        run.run();
        var judge = new Judge(run, value(plan, "MSL"));
        note(run, judge, observer);
        judge.check();
    }

    private long value(Plan plan, String parameter) {
        Long chosen = plan.parameters().get(parameter);
        return chosen != null ? chosen : setting.value(parameter);
    }

    private static void note(TwoStacks run, Judge judge, Observer observer) {
        Plan plan = run.plan;
        observer.note("opening", word(plan.opening()));
        observer.note(
                "ending of A, of B",
                word(plan.a().ending()) + ", " + word(plan.b().ending()));
        observer.number("octets written", run.userA.written + run.userB.written);
        observer.number("segments lost", judge.losses());
        observer.number("segments sent", run.fromA.segments() + run.fromB.segments());
        observer.number("parameters changed", plan.parameters().size());
        observer.note(
                "outcome",
                run.userA.failure() == null && run.userB.failure() == null
                        ? "both at their end in good order"
                        : "a user was told of a failure");
        observer.note("must go well", judge.isGentle() ? "yes" : "no");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public String text(Plan plan) {
        return PlanText.of(plan);
    }
}
