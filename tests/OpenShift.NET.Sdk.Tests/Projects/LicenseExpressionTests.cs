using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Tests.Projects;

[TestClass]
public sealed class LicenseExpressionTests
{
    [TestMethod]
    [DataRow("MIT")]
    [DataRow("Apache-2.0")]
    [DataRow("GPL-2.0+")]
    [DataRow("LGPL-2.1-only OR MIT AND BSD-3-Clause")]
    [DataRow("(MIT OR Apache-2.0) AND (GPL-2.0-or-later WITH Classpath-exception-2.0)")]
    [DataRow("DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2")]
    public void The_grammar_of_the_specification_is_accepted(string text) => Assert.IsTrue(LicenseExpression.IsWellFormed(text));

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("  ")]
    [DataRow("MIT License")]
    [DataRow("MIT OR")]
    [DataRow("OR MIT")]
    [DataRow("(MIT")]
    [DataRow("MIT)")]
    [DataRow("()")]
    [DataRow("MIT (Apache-2.0)")]
    [DataRow("MIT, Apache-2.0")]
    [DataRow("https://example.com/license")]
    public void Other_texts_are_refused(string? text) => Assert.IsFalse(LicenseExpression.IsWellFormed(text));
}
