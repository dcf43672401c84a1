const write = () => process.stdout.write('x'.repeat(65_536), write);
write();
