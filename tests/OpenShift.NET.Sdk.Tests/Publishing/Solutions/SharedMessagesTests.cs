using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Solutions;

namespace OpenShift.NET.Sdk.Tests.Publishing.Solutions;

[TestClass]
public sealed class SharedMessagesTests
{
    private const string Catalog = "/src/Catalog/Catalog.csproj";
    private const string Web = "/src/Web/Web.csproj";
    private const string Shared = "/src/ServiceDefaults/Extensions.cs";

    [TestMethod]
    public void What_two_projects_have_of_shared_code_is_told_once_with_both()
    {
        CheckMessage message = Message(Shared);
        CheckMessage told = SharedMessages.Together([(Web, message), (Catalog, Message(Shared)), (Catalog, message)]).Single();
        Assert.AreEqual("maps /health in Development only (in Catalog, Web)", told.Text);
        Assert.AreEqual(message.Place, told.Place);
    }

    [TestMethod]
    public void What_is_one_projects_or_more_than_a_hint_is_not()
    {
        CheckMessage[] own =
        [
            Message(Shared) with { Severity = Severity.Warning }, Message(Shared) with { Severity = Severity.Error }, Message(Shared) with { Code = "OSC0079" },
            Message("Program.cs"), Message(Shared) with { Place = null }, Message(Shared, line: 0),
        ];
        Assert.IsEmpty(SharedMessages.Together([.. own.Select(static m => (Web, m)), .. own.Select(static m => (Catalog, m)), (Web, Message("/src/Other/A.cs"))]));
        CheckMessage inside = Message("/src/Web/Inner/Program.cs");
        Assert.IsEmpty(SharedMessages.Together([(Web, inside), (Catalog, inside)]), "one of two has it in its own folder");
        CheckMessage beside = Message("/src/WebApi/Program.cs");
        Assert.HasCount(1, SharedMessages.Together([(Web, beside), (Catalog, beside)]), "a folder is no beginning of a name");
    }

    [TestMethod]
    public void Of_many_the_first_are_told_and_the_rest_counted()
    {
        CheckMessage[] many = [.. Enumerable.Range(1, 5).Select(static i => Message(Shared, line: 6 - i))];
        CheckMessage[] told = [.. SharedMessages.Together([.. many.Select(static m => (Web, m)), .. many.Select(static m => (Catalog, m))])];
        CollectionAssert.AreEqual((int[])[1, 2, 3], told.Select(static m => m.Place!.Line).ToArray());
        Assert.EndsWith("(in Catalog, Web); 2 more of code that services share stand in their reports", told[2].Text);
    }

    private static CheckMessage Message(string file, int line = 22) => new(Severity.Info, "OSC2001", "maps /health in Development only", new SourceLocation(file, line, 17));
}
