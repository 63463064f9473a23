using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>The field that an instruction names.</summary>
/// <param name="Type">Full name of the declaring type.</param>
/// <param name="Name">Name of the field.</param>
/// <param name="Own">The field, when it is one of the application's own.</param>
/// <param name="WrittenLater">Whether anything but its type's constructors writes it.</param>
/// <param name="IsOwnStructure">Whether its type is a structure of the application.</param>
/// <param name="Index">The number of its name in the <see cref="Heap"/>.</param>
internal sealed record FieldTarget(string Type, string Name, FieldDefinition? Own, bool WrittenLater, bool IsOwnStructure, int Index)
{
    private bool _isRead;

    /// <summary>The bytes that a compiler laid there; <see langword="null"/> for every other field.</summary>
    public BytesValue? Data
    {
        get
        {
            if (!_isRead)
            {
                field = Own is null ? null : StaticData.Of(Own);
                _isRead = true;
            }

            return field;
        }
    }
}
