using System.Reflection;
using System.Xml.Linq;
using OpenShift.NET.Sdk.Projects.Description.Declarations;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Packaging;

/// <summary>What is written from the declarations of properties and items is what they say, and the declarations are whole.</summary>
[TestClass]
public sealed class DeclarationTests
{
    private static readonly string Targets = Path.Combine(Repository.Root, "targets");
    private static readonly string Reference = Path.Combine(Repository.Root, "docs", "reference");

    [TestMethod]
    public void The_list_of_public_names_is_what_is_declared_and_the_targets()
    {
        IEnumerable<string> targets = PublicSurface.Of(PublicSurface.Files(Targets)).Where(static n => n.StartsWith("target ", StringComparison.Ordinal));
        Repository.AssertGenerated(Path.Combine(Targets, "PublicSurface.txt"), string.Concat(DeclaredText.Names.Concat(targets).Order(StringComparer.Ordinal).Select(static n => n + "\n")));
    }

    [TestMethod]
    public void Describe_sets_and_hands_over_what_is_declared() =>
        Repository.AssertGeneratedParts(Path.Combine(Targets, "1.Describe.targets"), ("defaults", DeclaredText.Defaults), ("properties", DeclaredText.Properties), ("items", DeclaredText.Items));

    [TestMethod]
    public void The_look_ahead_gets_what_is_declared() =>
        Repository.AssertGeneratedParts(Path.Combine(Targets, "0.Hook.targets"), ("properties", DeclaredText.LookaheadProperties));

    [TestMethod]
    public void The_page_of_properties_says_what_is_declared() =>
        Repository.AssertGeneratedParts(Path.Combine(Reference, "properties.md"), ("properties", DeclaredText.PropertyTables));

    [TestMethod]
    public void The_page_of_items_says_what_is_declared() =>
        Repository.AssertGeneratedParts(Path.Combine(Reference, "items.md"), ("items", DeclaredText.ItemTable));

    [TestMethod]
    public void Every_declaration_is_in_its_topic_under_its_own_name()
    {
        IEnumerable<PropertyInfo> members = typeof(DeclaredProperties).Assembly.GetTypes()
            .Where(static t => t.Namespace == typeof(DeclaredProperties).Namespace && t.IsAbstract && t.IsSealed && t != typeof(DotnetProperties))
            .SelectMany(static t => t.GetProperties(BindingFlags.Public | BindingFlags.Static));
        (string, string)[] properties = [.. members.Where(static m => m.PropertyType.IsAssignableTo(typeof(PropertyDeclaration))).Select(static m => ("OpenShift" + m.Name, ((PropertyDeclaration)m.GetValue(null)!).Name)).Order()];
        (string, string)[] items = [.. members.Where(static m => m.PropertyType == typeof(ItemDeclaration)).Select(static m => ("OpenShift" + m.Name, ((ItemDeclaration)m.GetValue(null)!).Name)).Order()];
        CollectionAssert.AreEqual(DeclaredProperties.All.Select(static p => (p.Name, p.Name)).Order().ToArray(), properties);
        CollectionAssert.AreEqual(DeclaredItems.All.Select(static i => (i.Name, i.Name)).Order().ToArray(), items);
    }

    [TestMethod]
    public void A_property_with_a_row_says_what_it_is_for_and_one_without_leaves_that_to_the_one_before()
    {
        foreach (PropertyDeclaration property in DeclaredProperties.All)
        {
            Assert.AreEqual(property.Row == PropertyRow.Own, property.What.Length > 0, property.Name);
        }
    }

    [TestMethod]
    public void Defaults_of_the_build_alone_are_what_its_targets_set()
    {
        XElement[] set = [.. PublicSurface.Files(Targets).SelectMany(static f => f.Descendants()).Where(static e => (string?)e.Attribute("Condition") == $"'$({e.Name.LocalName})' == ''" && !e.Value.Contains('(', StringComparison.Ordinal))];
        foreach (PropertyDeclaration property in DeclaredProperties.All.Where(static p => p.HandedTo == HandedTo.Build))
        {
            foreach (XElement element in set.Where(e => e.Name.LocalName == property.Name))
            {
                Assert.AreEqual(property.BuildDefault, element.Value, property.Name);
            }
        }
    }
}
