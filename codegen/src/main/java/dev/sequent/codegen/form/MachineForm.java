package dev.sequent.codegen.form;

import dev.sequent.runtime.Contract;
import java.util.List;

/**
 * A machine: what it keeps, and what it does.
 *
 * <p>What it keeps is its state, its variables, which timers run, and its tables; encoded in this order. Two machines
 * are equal when all of that is.
 *
 * @param states one of them initial; those that are final say so in their docs
 * @param stateBits of the state in an encoding
 * @param variables by ordinal
 * @param entries by trigger: calls and events by ordinal, then arrivals, then timeouts
 * @param functions an optional result is two functions, the second of which says whether there is one
 * @param asks the functions of the runtime that its rules call
 * @param contract what it declares to the world around it, as data
 */
public record MachineForm(
        int index,
        String name,
        Doc doc,
        List<Symbol> states,
        Symbol initial,
        int stateBits,
        List<Content> variables,
        List<TableForm> tables,
        List<Symbol> timers,
        List<Symbol> signals,
        List<Symbol> outcomes,
        List<Service> effects,
        List<Entry> entries,
        List<HandlerForm> handlers,
        List<Procedure> procedures,
        List<BeforeSending> beforeSending,
        List<Function> functions,
        List<Observable> observables,
        List<Service> asks,
        Contract contract) {

    /**
     * A variable. @param outward its value as one number, the form in which all values are handled alike; for ranges,
     * their count
     */
    public record Content(Storage cell, Value outward) {}

    /** From a trigger to the handler of the state; in all other states it is ignored. */
    public record Entry(TriggerForm trigger, List<HandlerForm> handlers) {}

    public record Procedure(Symbol symbol, Routine routine) {}

    /** Runs just before a message of that type is handed over. */
    public record BeforeSending(MessageForm message, Routine routine) {}

    /** Something that may be looked at from outside. @param outward the function's value, as a number */
    public record Observable(Function function, Value outward) {}

    public record Function(Symbol symbol, Field.Part part, Shape result, Routine routine) {}

    /** Calls and events, by ordinal. */
    public List<TriggerForm.Call> calls() {
        return entries.stream()
                .filter(e -> e.trigger() instanceof TriggerForm.Call)
                .map(e -> (TriggerForm.Call) e.trigger())
                .toList();
    }

    /** The messages that it receives. */
    public List<MessageForm> receives() {
        return entries.stream()
                .filter(e -> e.trigger() instanceof TriggerForm.Arrival)
                .map(e -> ((TriggerForm.Arrival) e.trigger()).message())
                .toList();
    }
}
