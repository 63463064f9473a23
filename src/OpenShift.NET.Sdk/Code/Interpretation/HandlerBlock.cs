namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>What runs when something goes wrong, by index of instructions.</summary>
/// <param name="TryStart">The first instruction it guards.</param>
/// <param name="TryEnd">The first one behind those.</param>
/// <param name="Start">Its first instruction.</param>
/// <param name="Filter">The first instruction of its filter; -1 for none.</param>
/// <param name="Catches">Whether it begins with the exception on the stack.</param>
internal readonly record struct HandlerBlock(int TryStart, int TryEnd, int Start, int Filter, bool Catches)
{
    public bool Guards(int instruction) => instruction >= TryStart && instruction < TryEnd;
}
