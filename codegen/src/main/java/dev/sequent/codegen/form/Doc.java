package dev.sequent.codegen.form;

import java.util.List;

/**
 * What the specification says about a thing, for people.
 *
 * @param heading what it is
 * @param remark may be empty
 * @param citations where it comes from; may be empty
 */
public record Doc(String heading, String remark, List<String> citations) {}
