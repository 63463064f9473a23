using Mono.Cecil;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>Names of methods as the user wrote them, from those that compilers make: lambdas, local functions, state machines, top-level statements.</summary>
internal static class MethodNames
{
    public static CodeMethod Of(MethodDefinition method)
    {
        TypeDefinition type = method.DeclaringType;
        string name = Written(method.Name) ?? method.Name;
        while (type.DeclaringType is { } outer && IsGenerated(type))
        {
            // <Configure>d__3 is the state machine of Configure; <>c holds lambdas, which have the name themselves.
            name = Written(type.Name) ?? name;
            type = outer;
        }

        string typeName = TypeNames.Of(type);
        return new CodeMethod(method.Module.Assembly.Name.Name, typeName, name == "<Main>$" ? "Main" : name, Key(method));
    }

    public static string Key(MethodDefinition method) => method.Module.Assembly.Name.Name + ":" + method.MetadataToken.RID.ToString("x", System.Globalization.CultureInfo.InvariantCulture);

    public static bool IsGenerated(TypeDefinition type) =>
        type.Name.StartsWith('<') || type.Name.StartsWith("_Closure$", StringComparison.Ordinal) || type.Name.StartsWith("VB$", StringComparison.Ordinal) || type.Name.Contains('@', StringComparison.Ordinal);

    /// <summary>What the source calls a field: the property it backs (<c>&lt;Users&gt;k__BackingField</c>), the variable that a state machine keeps (<c>&lt;password&gt;5__2</c>), or its own name.</summary>
    public static string OfField(string field) => field is ['<', ..] && field.IndexOf('>', StringComparison.Ordinal) is > 1 and var end ? field[1..end] : field;

    // <Name>b__0, <Name>g__Local|0, <Name>d__1, <<Name>b__0>d; <Main>$ and <>c have no such name.
    private static string? Written(string name)
    {
        if (name.StartsWith("VB$StateMachine_", StringComparison.Ordinal))
        {
            int underscore = name.IndexOf('_', "VB$StateMachine_".Length);
            return underscore < 0 ? null : name[(underscore + 1)..];
        }

        int from = 0;
        while (from < name.Length && name[from] == '<')
        {
            from++;
        }

        int to = name.IndexOf('>', StringComparison.Ordinal);
        if (from == 0 || to <= from)
        {
            return null;
        }

        string inner = name[from..to];
        return inner == "Main" || inner.Length > 0 ? inner : null;
    }
}
