using Mono.Cecil;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>Names of types as reflection writes them: nested types with <c>+</c>, without type arguments.</summary>
internal static class TypeNames
{
    public static string Of(TypeReference type)
    {
        switch (type)
        {
            case GenericInstanceType generic:
                return Of(generic.ElementType);
            case ArrayType array:
                return Of(array.ElementType) + "[]";
            case ByReferenceType reference:
                return Of(reference.ElementType) + "&";
            case PointerType pointer:
                return Of(pointer.ElementType) + "*";
            case TypeSpecification other:
                return Of(other.ElementType);
            default:
                return type.DeclaringType is { } outer && !type.IsGenericParameter ? Of(outer) + "+" + type.Name
                    : type.Namespace is { Length: > 0 } space ? space + "." + type.Name
                    : type.Name;
        }
    }

    /// <summary>As <see cref="Of"/>, but a nullable value with its type: <c>System.Nullable`1&lt;System.Int32&gt;</c>.</summary>
    public static string WithNullable(TypeReference type) =>
        type is GenericInstanceType { GenericArguments: [var value], ElementType: { Namespace: "System", Name: "Nullable`1" } } ? $"System.Nullable`1<{Of(value)}>" : Of(type);

    public static string AssemblyOf(TypeReference type) => type.GetElementType().Scope switch
    {
        AssemblyNameReference assembly => assembly.Name,
        ModuleDefinition module => module.Assembly?.Name.Name ?? module.Name,
        { } other => other.Name,
        null => "",
    };
}
