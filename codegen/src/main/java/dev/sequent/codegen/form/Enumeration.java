package dev.sequent.codegen.form;

import java.util.List;

/** An enum; its constants by ordinal. */
public record Enumeration(String name, List<String> constants) {}
