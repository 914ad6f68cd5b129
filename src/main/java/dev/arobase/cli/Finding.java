package dev.arobase.cli;

/** What the doctor found about one thing. */
record Finding(Grade grade, String subject, String text) {

  enum Grade {
    GOOD("ok"),
    /** Works, or cannot be told. */
    DOUBTFUL("??"),
    BROKEN("!!");

    private final String mark;

    Grade(String mark) {
      this.mark = mark;
    }
  }

  static Finding good(String subject, String text) {
    return new Finding(Grade.GOOD, subject, text);
  }

  static Finding doubtful(String subject, String text) {
    return new Finding(Grade.DOUBTFUL, subject, text);
  }

  static Finding broken(String subject, String text) {
    return new Finding(Grade.BROKEN, subject, text);
  }

  String line() {
    return "%s  %-14s %s".formatted(grade.mark, subject, text);
  }
}
