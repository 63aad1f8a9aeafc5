// One fixed identity: nothing is reported to anyone from a test machine.
export const getDeviceId = async () => '00000000-0000-4000-8000-000000000000';
