package dev.sequent.stack.launch;

import dev.sequent.runtime.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who moves the octets of a machine's streams: the stack does for each effect what it does in the specification that it
 * was built with. What an edited one leaves unsaid makes no difference to it.
 */
final class StreamRoles {

    private StreamRoles() {}

    /** @return what the specification found says otherwise, a sentence each */
    static List<String> differences(Contract offered, Contract found) {
        var problems = new ArrayList<String>();
        differ(
                offered.outgoing().map(o -> argument(offered.calls(), o.appends(), "appends")),
                found.outgoing().map(o -> argument(found.calls(), o.appends(), "appends")),
                problems);
        differ(
                offered.outgoing()
                        .flatMap(Contract.Outgoing::forgets)
                        .map(a -> argument(offered.effects(), a, "forgets")),
                found.outgoing().flatMap(Contract.Outgoing::forgets).map(a -> argument(found.effects(), a, "forgets")),
                problems);
        differ(
                offered.incoming().flatMap(Contract.Incoming::puts).map(p -> puts(offered, p)),
                found.incoming().flatMap(Contract.Incoming::puts).map(p -> puts(found, p)),
                problems);
        differ(
                offered.incoming()
                        .flatMap(Contract.Incoming::handsOn)
                        .map(a -> argument(offered.effects(), a, "hands on")),
                found.incoming().flatMap(Contract.Incoming::handsOn).map(a -> argument(found.effects(), a, "hands on")),
                problems);
        return problems;
    }

    private static void differ(Optional<Role> offered, Optional<Role> found, List<String> problems) {
        if (offered.isPresent() && found.isPresent() && !offered.get().same(found.get())) {
            problems.add(
                    "the specification says that " + found.get().text + ", and in the stack " + offered.get().text);
        }
    }

    /** @param arguments which of those of the call or effect play a part, in the order of the parts */
    private record Role(String of, List<Integer> arguments, String text) {
        /** What says the same in the same words differs in the declaration of the call or effect, if at all. */
        boolean same(Role other) {
            return text.equals(other.text) || of.equals(other.of) && arguments.equals(other.arguments);
        }
    }

    private static Role argument(List<Contract.Declared> declared, Contract.Argument argument, String verb) {
        Contract.Declared by = by(declared, argument.of());
        return new Role(
                by.name(), List.of(argument.index()), by.name() + " " + verb + " " + parameter(by, argument.index()));
    }

    private static Role puts(Contract contract, Contract.Puts puts) {
        Contract.Declared by = by(contract.effects(), puts.effect());
        return new Role(
                by.name(),
                List.of(puts.count(), puts.begin(), puts.skip()),
                by.name() + " puts " + parameter(by, puts.count()) + " at " + parameter(by, puts.begin()) + " from "
                        + parameter(by, puts.skip()));
    }

    private static Contract.Declared by(List<Contract.Declared> declared, int index) {
        return declared.stream().filter(d -> d.index() == index).findFirst().orElseThrow();
    }

    private static String parameter(Contract.Declared declared, int index) {
        return Signature.of(declared).parameters().get(index).name();
    }
}
