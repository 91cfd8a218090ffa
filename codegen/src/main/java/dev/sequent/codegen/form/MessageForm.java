package dev.sequent.codegen.form;

import dev.sequent.language.model.Span;
import java.util.List;
import java.util.Optional;

/**
 * A message type.
 *
 * @param kind its ordinal
 * @param prefix how an arriving one is spelled
 * @param fields by ordinal
 * @param dataLength the field that counts the octets of data
 * @param dataSequence the sequence number of the first of them: a word; empty where nothing says so
 * @param derived fields that it computes; in their values it is {@link Carrier.Own}
 */
public record MessageForm(
        int kind,
        String name,
        String prefix,
        List<Content> fields,
        List<Derived> derived,
        Optional<Storage.Scalar> dataLength,
        Optional<Value> dataSequence,
        WireLayout wire,
        Doc doc) {

    /**
     * A field.
     *
     * @param outward its value as one number, the form in which all values are handled alike
     * @param inward the argument, a number, as its value; a fault without a point when it is out of range
     */
    public record Content(int index, Storage.Scalar cell, Value outward, Value inward) {}

    public record Derived(int index, String name, Shape shape, Value value, Doc doc, Span span) {}
}
