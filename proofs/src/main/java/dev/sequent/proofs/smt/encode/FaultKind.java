package dev.sequent.proofs.smt.encode;

/** How a rule can break a rule of the language itself. */
public enum FaultKind {
    RANGE("the value fits its type"),
    OVERFLOW("the result fits in 64 bits"),
    DIVISION("the divisor is not zero"),
    SHIFT("the shift is by 0 to 63"),
    ABSENT("there is a value"),
    ASSERTION("the assertion holds"),
    UNREACHABLE("this is never reached"),
    FULL("there is room"),
    EMPTY("it is not empty"),
    LOOP("the loop ends within its bound"),
    SPREAD("no two of these numbers are half the space apart"),
    TIME("the time is known"),
    CIRCLE("continue does not go round in a circle"),
    /** Not a fault of the machine, but of whoever wrote the comparison. */
    TURNS("the numbers compared are less than 2^31 apart");

    private final String demand;

    FaultKind(String demand) {
        this.demand = demand;
    }

    /** What must be true, in a few words. */
    public String demand() {
        return demand;
    }
}
