namespace OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

/// <summary>What is said of an instruction.</summary>
/// <param name="Line">Line it begins in.</param>
/// <param name="Instruction">The instruction on one line.</param>
/// <param name="Text">Why it is not needed, or the way to do without it.</param>
internal sealed record InstructionNote(int Line, string Instruction, string Text);
