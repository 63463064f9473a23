namespace Yitter.IdGenerator;

public class IdGeneratorOptions
{
    public IdGeneratorOptions() => throw null!;

    public IdGeneratorOptions(ushort workerId) => throw null!;

    public virtual ushort WorkerId { get; set; }
}

public static class YitIdHelper
{
    public static void SetIdGenerator(IdGeneratorOptions options) => throw null!;

    public static long NextId() => throw null!;
}
