using Mono.Cecil;
using Mono.Cecil.Cil;
using OpenShift.NET.Sdk.Images.Contents;

namespace OpenShift.NET.Sdk.Tests.Architecture;

/// <summary>What built an image says of itself what it likes, and the .NET SDK says next to nothing: rules judge what is there.</summary>
[TestClass]
public sealed class HistoryTests
{
    [TestMethod]
    public void Only_what_writes_images_or_shows_them_reads_their_history()
    {
        using AssemblyDefinition domain = AssemblyDefinition.ReadAssembly(typeof(ImageConfig).Assembly.Location);
        string[] readers =
        [
            .. domain.MainModule.GetTypes()
                .Where(static t => t.Methods.Any(ReadsHistory))
                .Select(Outermost)
                // What the JSON source generator writes copies documents from and to files.
                .Where(static t => t.BaseType?.Name != "JsonSerializerContext")
                .Select(static t => t.Namespace)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

        // The documents themselves, the configuration of an image that is assembled on top of a base, and the page for people; no rule.
        Assert.AreEqual("OpenShift.NET.Sdk.Guidelines.Html, OpenShift.NET.Sdk.Images.Assembly, OpenShift.NET.Sdk.Images.Contents", string.Join(", ", readers));
    }

    private static bool ReadsHistory(MethodDefinition method) =>
        method.HasBody && method.Body.Instructions.Any(static i => i.Operand is MethodReference { Name: "get_History" } called && called.DeclaringType.FullName == typeof(ImageConfig).FullName);

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);
}
