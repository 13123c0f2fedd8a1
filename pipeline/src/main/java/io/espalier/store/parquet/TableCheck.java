package io.espalier.store.parquet;

import io.espalier.data.Extent;
import io.espalier.data.Truth;
import io.espalier.data.raw.ReadOptions;
import io.espalier.data.raw.RowContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Holds the columns of files against what a plan asks for, and finds what their rows are. */
final class TableCheck {
  private static final String NAMES =
      "text, whole numbers, booleans, dates, UUIDs or enumerations are needed";

  /** Fields of a structure that are named. */
  private static final int NAMED = 8;

  private final ReadOptions options;
  private final Elements elements;
  private final List<String> inputs;
  private final List<String> problems = new ArrayList<>();

  TableCheck(ReadOptions options, Elements elements) {
    this.options = options;
    this.elements = elements;
    this.inputs = options.columns().input();
  }

  /** What speaks against the files, as sentences; to be asked for after {@link #content}. */
  List<String> problems() {
    return problems;
  }

  /** What the rows of all files hold, if nothing speaks against it. */
  RowContent content(List<TableFile> files) {
    ReadOptions.Columns wanted = options.columns();
    files.forEach(file -> inputs.forEach(name -> require(file, "features", name)));
    boolean isStep = isStep(files);
    names(files, "id", wanted.id(), LeafType.Kind::isName, NAMES);
    if (options.task().truth() == Truth.LABEL) {
      names(files, "label", wanted.label(), LeafType.Kind::isName, NAMES);
    }
    if (isStep) {
      names(files, "order", wanted.order(), LeafType.Kind::isOrder, "one value a row is needed");
    }
    boolean isTokens = problems.isEmpty() && isTokens(files, isStep);
    for (String name : inputs) {
      Predicate<TableFile> fits = file -> fits(file, name, isStep, isTokens);
      Need need = new Need("features", fits, form(name, isTokens), needed(isStep, isTokens));
      same(files, name, need);
    }
    if (options.task().truth() == Truth.NUMBERS) {
      wanted.target().forEach(name -> target(files, name, isStep));
    }
    return new RowContent(
        isStep ? RowContent.Extent.STEP : RowContent.Extent.SEQUENCE,
        isTokens ? RowContent.Kind.TOKENS : RowContent.Kind.NUMBERS);
  }

  /** A row is a step if its features are single values, or there is an order of rows. */
  private boolean isStep(List<TableFile> files) {
    return !options.columns().order().isEmpty()
        || files.stream().allMatch(file -> inputs.stream().allMatch(n -> file.depth(n) == 0));
  }

  private boolean isTokens(List<TableFile> files, boolean isStep) {
    return switch (elements) {
      case NUMBERS -> false;
      case TOKENS -> true;
      case BY_TYPE ->
          inputs.size() == 1
              && files.stream().allMatch(file -> suggestsTokens(file, inputs.get(0), isStep));
    };
  }

  private boolean suggestsTokens(TableFile file, String name, boolean isStep) {
    LeafType.Kind kind = file.kind(name);
    boolean isInt =
        file.columns().field(name).flatMap(FileField::leaf).filter(LeafType::isInt32).isPresent();
    return options.task().truth() == Truth.NEXT_TOKEN
        || kind.isName() && !kind.isNumber() && !file.isNumber(name)
        || !isStep && isInt && file.depth(name) == 1;
  }

  private boolean fits(TableFile file, String name, boolean isStep, boolean isTokens) {
    int single = isStep ? 0 : 1;
    int depth = file.depth(name);
    return isTokens
        ? depth == single && file.kind(name).isName()
        : (depth == single || depth == single + 1 && inputs.size() == 1) && file.isNumber(name);
  }

  private String needed(boolean isStep, boolean isTokens) {
    String what = isTokens ? "token" : "number";
    if (isStep) {
      return "a %s is needed, as a row is a step".formatted(what);
    }
    boolean isEither = !isTokens && inputs.size() == 1 && elements == Elements.BY_TYPE;
    return "an array of %ss is needed%s".formatted(what, isEither ? ", or of tokens" : "");
  }

  private void target(List<TableFile> files, String name, boolean isStep) {
    boolean isSeries = options.task().extent() == Extent.SERIES;
    int least = isSeries && !isStep ? 1 : 0;
    int most = isStep ? 0 : 1;
    Predicate<TableFile> fits =
        file -> file.depth(name) >= least && file.depth(name) <= most && file.isNumber(name);
    String needed =
        most == 0
            ? "a number"
            : least == 1 ? "an array of numbers" : "a number or an array of numbers";
    files.forEach(file -> require(file, "target", name));
    same(files, name, new Need("target", fits, form(name, false), needed + " is needed"));
  }

  private void names(
      List<TableFile> files,
      String key,
      String name,
      Predicate<LeafType.Kind> allowed,
      String needed) {
    if (!name.isEmpty()) {
      files.forEach(file -> require(file, key, name));
      Predicate<TableFile> fits = file -> file.depth(name) == 0 && allowed.test(file.kind(name));
      same(files, name, new Need(key, fits, form(name, true), needed));
    }
  }

  /** What must be the same in all files, so that values of a column can be held together. */
  private static Function<TableFile, String> form(String name, boolean isText) {
    return file ->
        (!isText && file.isNumber(name) ? "number" : file.kind(name).name()) + file.depth(name);
  }

  /**
   * What a column is used for.
   *
   * @param key of the source that names it
   * @param needed what it must be, for people
   */
  private record Need(
      String key, Predicate<TableFile> fits, Function<TableFile, String> form, String needed) {}

  /** The column must fit, and be of the same kind in all files that have it inside. */
  private void same(List<TableFile> files, String name, Need need) {
    if (files.stream().anyMatch(file -> !file.has(name))) {
      return;
    }
    List<String> found = new ArrayList<>();
    for (TableFile file : files) {
      if (!need.fits.test(file)) {
        found.add(
            "data.source.%s: column '%s' of %s is %s; %s"
                .formatted(
                    need.key,
                    name,
                    file.file().name(),
                    file.typeName(name),
                    hint(file, name, need)));
      }
    }
    TableFile first = files.get(0);
    Optional<TableFile> other =
        files.stream()
            .filter(file -> !need.form.apply(file).equals(need.form.apply(first)))
            .findFirst();
    if (found.isEmpty() && other.isPresent()) {
      found.add(
          "data.source.%s: column '%s' is %s in %s and %s in %s; one type is needed"
              .formatted(
                  need.key,
                  name,
                  first.typeName(name),
                  first.file().name(),
                  other.get().typeName(name),
                  other.get().file().name()));
    }
    problems.addAll(found);
  }

  /** The fields to name in the place of a structure, those first that can be what is needed. */
  private static String hint(TableFile file, String name, Need need) {
    Optional<FileField> structure = file.columns().field(name).filter(FileField::isStructure);
    if (structure.isEmpty()) {
      return need.needed;
    }
    boolean isNumber = need.key.equals("features") || need.key.equals("target");
    List<String> fields =
        structure.get().end().asGroupType().getFields().stream()
            .map(field -> name + "." + field.getName())
            .toList();
    List<String> usable =
        fields.stream()
            .filter(field -> isNumber ? file.isNumber(field) : file.kind(field).isName())
            .toList();
    return "name its fields, as in "
        + (usable.isEmpty() ? fields : usable)
            .stream().limit(NAMED).map("'%s'"::formatted).collect(Collectors.joining(", "));
  }

  private void require(TableFile file, String key, String name) {
    if (!file.has(name)) {
      problems.add(
          "data.source.%s: %s has no column '%s'; its columns are %s"
              .formatted(key, file.file().name(), name, String.join(", ", file.columns().names())));
    } else if (file.columns().isAmbiguous(name)) {
      problems.add(
          "data.source.%s: %s has several columns '%s'; give each a name of its own"
              .formatted(key, file.file().name(), name));
    }
  }
}
