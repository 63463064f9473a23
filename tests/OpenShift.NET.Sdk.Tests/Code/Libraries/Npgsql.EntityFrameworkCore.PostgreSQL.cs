// needs: Microsoft.EntityFrameworkCore
namespace Microsoft.EntityFrameworkCore
{
    public static class NpgsqlDbContextOptionsBuilderExtensions
    {
        public static DbContextOptionsBuilder UseNpgsql(this DbContextOptionsBuilder optionsBuilder, string? connectionString, System.Action<object>? npgsqlOptionsAction = null) => optionsBuilder;
    }
}
