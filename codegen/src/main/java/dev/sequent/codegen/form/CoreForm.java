package dev.sequent.codegen.form;

import java.util.List;

/**
 * A protocol, lowered: everything is decided, nothing is printed. A printer, for machines or for readers, needs nothing
 * else.
 *
 * @param files the specification's
 * @param points what the trace points stand for
 */
public record CoreForm(
        String name,
        String title,
        List<String> files,
        List<Parameter> parameters,
        List<Assumption> assumptions,
        List<Enumeration> enumerations,
        List<Symbol> externs,
        List<MessageForm> messages,
        List<MachineForm> machines,
        Conditions conditions,
        PointMap points) {}
