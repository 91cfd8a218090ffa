package dev.sequent.codegen.java;

import dev.sequent.codegen.form.Subject;
import dev.sequent.codegen.form.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a value reaches what it names.
 *
 * @param reaches the machines that it may refer to
 * @param own in front of a message's own fields; with the message, inside it
 * @param arguments names of what is handed in
 * @param received the variable that holds the first message in flight, in a claim about such
 * @param sent the variable that holds a message that a step has sent, or the second message in flight
 * @param sends gives the name of the method that looks for such a message
 */
record Sight(
        ProtocolNames protocol,
        Map<Subject, Reach> reaches,
        VariableNames variables,
        Optional<Own> own,
        List<String> arguments,
        Optional<String> received,
        Optional<String> sent,
        Optional<Function<Value.StepSends, Code>> sends) {

    /** @param before what stands before its members: empty inside it, else for instance {@code a.} */
    record Reach(MachineNames names, String before) {
        boolean inside() {
            return before.isEmpty();
        }
    }

    /** @param before what stands before its members: empty, or {@code this.} */
    record Own(MessageNames names, String before) {}

    /** Inside a machine's class. @param before what stands before its members: empty, or {@code this.} */
    static Sight inside(MachineNames machine, String before, VariableNames variables) {
        return new Sight(
                machine.protocol(),
                Map.of(Subject.SELF, new Reach(machine, before)),
                variables,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Of conditions: machines in variables. */
    static Sight outside(ProtocolNames protocol, Map<Subject, Reach> reaches) {
        return new Sight(
                protocol,
                Map.copyOf(reaches),
                VariableNames.none(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Inside a message's class. @param arguments of the method */
    static Sight message(ProtocolNames protocol, MessageNames own, String before, String... arguments) {
        return new Sight(
                protocol,
                Map.of(),
                VariableNames.none(),
                Optional.of(new Own(own, before)),
                List.of(arguments),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** With what is handed in. */
    Sight with(List<String> handedIn) {
        return new Sight(protocol, reaches, variables, own, handedIn, received, sent, sends);
    }

    /** In a condition on a step. @param variable of the message that it sends, where the condition is on such a one */
    Sight of(Optional<String> variable, Function<Value.StepSends, Code> search) {
        return new Sight(protocol, reaches, variables, own, arguments, received, variable, Optional.of(search));
    }

    /** In a claim about messages in flight. @param first the variable of the first @param second that of the second */
    Sight flights(String first, Optional<String> second) {
        return new Sight(protocol, reaches, variables, own, arguments, Optional.of(first), second, sends);
    }

    Reach reach(Subject subject) {
        Reach reach = reaches.get(subject);
        if (reach == null) {
            throw new IllegalStateException("no such machine is in sight here: " + subject);
        }
        return reach;
    }
}
