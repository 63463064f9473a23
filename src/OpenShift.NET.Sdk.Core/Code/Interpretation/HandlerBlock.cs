namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>What runs when something goes wrong, by index of instructions.</summary>
/// <param name="TryStart">The first instruction it guards.</param>
/// <param name="TryEnd">The first one behind those.</param>
/// <param name="Start">Its first instruction.</param>
/// <param name="Filter">The first instruction of its filter; -1 for none.</param>
/// <param name="Catches">Whether it begins with the exception on the stack.</param>
/// <param name="GoesOn">Whether the program goes on after it: it catches and neither throws again nor ends the program, and it is not the one around the whole run of the host.</param>
internal readonly record struct HandlerBlock(int TryStart, int TryEnd, int Start, int Filter, bool Catches, bool GoesOn)
{
    public bool Guards(int instruction) => instruction >= TryStart && instruction < TryEnd;
}
