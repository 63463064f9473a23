namespace Microsoft.EntityFrameworkCore
{
    public class DbContext : System.IDisposable
    {
        public DbContext() { }
        public DbContext(DbContextOptions options) { }
        public Infrastructure.DatabaseFacade Database => null!;
        protected virtual void OnConfiguring(DbContextOptionsBuilder optionsBuilder) { }
        protected virtual void OnModelCreating(ModelBuilder modelBuilder) { }
        public virtual int SaveChanges() => 0;
        public virtual System.Threading.Tasks.Task<int> SaveChangesAsync(System.Threading.CancellationToken cancellationToken = default) => null!;
        public virtual DbSet<T> Set<T>() where T : class => null!;
        public void Dispose() { }
    }
    public abstract class DbSet<T> : System.Linq.IQueryable<T> where T : class
    {
        public System.Collections.Generic.IEnumerator<T> GetEnumerator() => null!;
        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => null!;
        public System.Type ElementType => null!;
        public System.Linq.Expressions.Expression Expression => null!;
        public System.Linq.IQueryProvider Provider => null!;
        public virtual void Add(T entity) { }
    }
    public class DbContextOptions { }
    public class DbContextOptions<T> : DbContextOptions where T : DbContext { }
    public class DbContextOptionsBuilder { }
    public class ModelBuilder { public Metadata.Builders.EntityTypeBuilder<T> Entity<T>() where T : class => null!; }
}
namespace Microsoft.EntityFrameworkCore.Metadata.Builders
{
    public class EntityTypeBuilder<T> where T : class { public void HasData(params T[] data) { } }
}
namespace Microsoft.EntityFrameworkCore.Infrastructure
{
    public class DatabaseFacade
    {
        public virtual bool EnsureCreated() => true;
        public virtual System.Threading.Tasks.Task<bool> EnsureCreatedAsync(System.Threading.CancellationToken cancellationToken = default) => null!;
    }
}
namespace Microsoft.EntityFrameworkCore
{
    public static class RelationalDatabaseFacadeExtensions
    {
        public static void Migrate(this Infrastructure.DatabaseFacade databaseFacade) { }
        public static System.Threading.Tasks.Task MigrateAsync(this Infrastructure.DatabaseFacade databaseFacade, System.Threading.CancellationToken cancellationToken = default) => null!;
    }
}
namespace Microsoft.Extensions.DependencyInjection
{
    public static class EntityFrameworkServiceCollectionExtensions
    {
        public static IServiceCollection AddDbContext<T>(this IServiceCollection services, System.Action<Microsoft.EntityFrameworkCore.DbContextOptionsBuilder>? optionsAction = null) where T : Microsoft.EntityFrameworkCore.DbContext => services;
    }
}
namespace Microsoft.EntityFrameworkCore.Design
{
    public interface IDesignTimeDbContextFactory<out TContext> where TContext : DbContext { TContext CreateDbContext(string[] args); }
}
